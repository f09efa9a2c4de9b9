/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

/** Hears of a breaker's changes, on the thread that caused them; must be short. */
@FunctionalInterface
public interface BreakerListener {

  /**
   * The breaker has changed.
   *
   * @param reason in words
   */
  void changed(
      CircuitBreaker breaker, CircuitBreaker.State from, CircuitBreaker.State to, String reason);
}
