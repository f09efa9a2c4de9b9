/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.latency;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;

/** Between which times something that follows what was observed stays. */
record Bounds(long leastNanos, long mostNanos) {

  /**
   * From the one to the other.
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

  /** The time within that is nearest to that one. */
  long nearest(long nanos) {
    return Math.max(leastNanos, Math.min(mostNanos, nanos));
  }

  @Override
  public String toString() {
    return "between " + Nanos.format(leastNanos) + " and " + Nanos.format(mostNanos);
  }
}
