/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.rate;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;

/**
 * The number of attempts that may begin per period; further ones wait for a permit. Immutable.
 *
 * <p>A token bucket: within one period at most {@code permits} plus {@code burst - 1} attempts
 * begin, so after an idle time up to twice the permits. A server that counts strictly needs a
 * smaller {@link #burst}.
 *
 * @param permits attempts per period, 1 to 1,000,000,000
 * @param period the period, more than zero
 * @param burst the number of attempts that may begin at once after an idle time, 1 or more
 * @param longestWait the longest wait for a permit; beyond it an attempt is refused. Default 10 s
 */
public record RateLimit(int permits, Duration period, int burst, Duration longestWait) {

  private static final int MOST = 1_000_000_000;
  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);

  /** Checks its arguments. */
  public RateLimit {
    requireCount("permits", permits);
    requireCount("burst", burst);
    Nanos.requirePositive("period", period);
    Nanos.requireNotNegative("longestWait", longestWait);
  }

  /** That many attempts per period; as many may begin at once after an idle period. */
  public static RateLimit of(int permits, Duration period) {
    return new RateLimit(permits, period, permits, DEFAULT_WAIT);
  }

  /** The same rate with another burst; 1 spaces all attempts evenly. */
  public RateLimit burst(int attempts) {
    return new RateLimit(permits, period, attempts, longestWait);
  }

  /** The same rate with another longest wait; zero refuses instead of waiting. */
  public RateLimit longestWait(Duration wait) {
    return new RateLimit(permits, period, burst, wait);
  }

  private static void requireCount(String name, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + MOST + ")");
    }
  }

  @Override
  public String toString() {
    return permits + " per " + Nanos.format(Nanos.of(period)) + ", burst " + burst
        + ", waits up to " + Nanos.format(Nanos.of(longestWait));
  }
}
