/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.safeguard;

import dev.holdfast.breaker.CircuitBreaker;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A {@link OriginState} at one moment: for dashboards and logs.
 *
 * @param name of the origin
 * @param retriesLeft in the retry budget, if there is one
 * @param breaker the circuit breaker, if there is one
 * @param coolingDownFor time until the origin is called again; zero if it is open
 * @param concurrency the limit on concurrency, if there is one
 */
public record OriginSnapshot(
    String name,
    OptionalLong retriesLeft,
    Optional<CircuitBreaker.Snapshot> breaker,
    Duration coolingDownFor,
    Optional<Concurrency> concurrency) {

  /**
   * A limit on concurrency at one moment.
   *
   * @param limit the largest number of running attempts
   * @param inFlight number of running attempts
   * @param waiting number of waiting attempts
   */
  public record Concurrency(int limit, int inFlight, int waiting) {}
}
