/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.transport.Sent;
import java.util.function.BooleanSupplier;

/**
 * How a call of the reference model ends if it cannot go on as decided.
 *
 * @param late if there is no time left
 * @param unrewindable if its body cannot be sent again
 * @param unpaid if no budget pays
 * @param sent what the last attempt has sent
 * @param response whether that was answered
 * @param cost of going on
 */
record Ends(
    Want late, Want unrewindable, BooleanSupplier unpaid, Sent sent, boolean response, Cost cost) {

  /** What a retry costs: nothing, something that comes back if it succeeds, or something. */
  enum Cost {
    FREE,
    RETURNED,
    KEPT
  }
}
