/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.listen;

import dev.holdfast.breaker.CircuitBreaker;
import java.util.Objects;

/**
 * A change of the circuit breaker of an origin.
 *
 * @param origin the name of the origin, as messages show it
 * @param from the state before
 * @param to the state now
 * @param reason in words
 */
public record BreakerChange(
    String origin, CircuitBreaker.State from, CircuitBreaker.State to, String reason) {

  /** Checks that nothing is missing. */
  public BreakerChange {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(reason, "reason");
  }
}
