/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.time;

import java.time.Duration;
import java.util.Objects;

/**
 * Arithmetic on nanoseconds that saturates at {@link Long#MAX_VALUE} (292 years) instead of
 * overflowing, and checks of durations.
 */
public final class Nanos {

  private static final Duration MAX = Duration.ofNanos(Long.MAX_VALUE);

  private Nanos() {}

  /** The duration in nanoseconds, at most {@link Long#MAX_VALUE}; negative durations become 0. */
  public static long of(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    return duration.compareTo(MAX) >= 0 ? Long.MAX_VALUE : duration.toNanos();
  }

  /** The sum of two values that are not negative, at most {@link Long#MAX_VALUE}. */
  public static long add(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** The product of two values that are not negative, at most {@link Long#MAX_VALUE}. */
  public static long multiply(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return high != 0 || low < 0 ? Long.MAX_VALUE : low;
  }

  /**
   * Checks a duration that must be longer than zero.
   *
   * @param name the argument's name, for the message
   * @return the duration
   * @throws IllegalArgumentException if it is zero or negative
   */
  public static Duration requirePositive(String name, Duration duration) {
    Objects.requireNonNull(duration, name);
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + ": " + duration + " (expected: > 0)");
    }
    return duration;
  }

  /**
   * Checks a duration that must not be negative.
   *
   * @param name the argument's name, for the message
   * @return the duration
   * @throws IllegalArgumentException if it is negative
   */
  public static Duration requireNotNegative(String name, Duration duration) {
    Objects.requireNonNull(duration, name);
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + ": " + duration + " (expected: >= 0)");
    }
    return duration;
  }

  /** The time in readable form: {@code 0.4 ms}, {@code 85 ms}, {@code 3.05 s}. */
  public static String format(long nanos) {
    return NanosFormat.format(nanos);
  }
}
