/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.safeguard;

import dev.holdfast.breaker.CircuitBreaker;
import java.time.Duration;
import java.util.Optional;

/**
 * The state that {@link Safeguards} keep for one origin, shared by all calls to it. Thread-safe.
 *
 * <p>Implemented by Holdfast only. A session has one for each origin; a {@code Retrier} with
 * safeguards has one.
 */
public interface OriginState {

  /** The name of the origin, as messages show it. */
  String name();

  /** The circuit breaker, if there is one: to watch it, or to open and close it by hand. */
  Optional<CircuitBreaker> breaker();

  /**
   * Closes the origin for a time. Does nothing without a cooldown.
   *
   * @param time how long; cut to the longest time that the cooldown allows
   * @param why the reason, for messages
   */
  void coolDown(Duration time, String why);

  /** The figures at this moment. */
  OriginSnapshot snapshot();

  /** The policies with their settings and figures, one a line, in the order in which they act. */
  String describe();
}
