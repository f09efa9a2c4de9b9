/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.transport.Sent;
import java.util.function.BooleanSupplier;

/**
 * The ends of a call in the reference model if it cannot continue as decided.
 *
 * @param late if there is no time left
 * @param unrewindable if its body cannot be sent again
 * @param unpaid if no budget pays
 * @param sent what the last attempt has sent
 * @param response whether that was answered
 * @param cost of continuing
 */
record Ends(
    Want late, Want unrewindable, BooleanSupplier unpaid, Sent sent, boolean response, Cost cost) {

  /** The cost of a retry: nothing, a payment that is refunded if it succeeds, or a payment. */
  enum Cost {
    FREE,
    RETURNED,
    KEPT
  }
}
