/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.rate;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;

/**
 * How many attempts may begin in a stretch of time: more have to wait for their turn. Immutable.
 *
 * <p>A token bucket: in any stretch of time that long, at most {@code permits} plus {@code burst -
 * 1} attempts begin, so after a quiet time up to twice the permits of a period. A server that
 * counts strictly wants a smaller {@link #burst}.
 *
 * @param permits attempts per period, 1 to 1,000,000,000
 * @param period the stretch of time, more than zero
 * @param burst how many may begin at once after a quiet time, 1 or more
 * @param longestWait beyond which an attempt is refused instead of waiting; default 10 s
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

  /** That many attempts per period; as many may begin at once after a quiet period. */
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
