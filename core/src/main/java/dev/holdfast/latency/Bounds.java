/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.latency;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;

/** Bounds of a time that follows observed latency. */
record Bounds(long leastNanos, long mostNanos) {

  /**
   * From the first to the second.
   *
   * @throws IllegalArgumentException if one is zero or negative, or {@code least} is the larger
   */
  static Bounds of(Duration least, Duration most) {
    long from = Nanos.of(Nanos.requirePositive("least", least));
    long to = Nanos.of(Nanos.requirePositive("most", most));
    if (from > to) {
      throw new IllegalArgumentException("least: " + Nanos.format(from) + ", most: "
          + Nanos.format(to) + " (expected: least <= most)");
    }
    return new Bounds(from, to);
  }

  /** The nearest time within the bounds. */
  long nearest(long nanos) {
    return Math.max(leastNanos, Math.min(mostNanos, nanos));
  }

  @Override
  public String toString() {
    return "between " + Nanos.format(leastNanos) + " and " + Nanos.format(mostNanos);
  }
}
