/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.latency;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A timeout for one attempt that follows observed latency: twice the time within which 99 % of
 * attempts succeed, within bounds. Until there are enough samples (100 for p99) the upper bound
 * holds. Immutable.
 *
 * <p>Attempts that it ends count with the time they had, so the timeout rises by its factor when
 * many end this way: it cannot collapse.
 */
public final class ObservedTimeout {

  private static final double USUAL_QUANTILE = 0.99;
  private static final double USUAL_FACTOR = 2;
  private static final double LEAST_FACTOR = 1.2;
  private static final double MOST_FACTOR = 100;

  private final Bounds bounds;
  private final double quantile;
  private final double factor;

  private ObservedTimeout(Bounds bounds, double quantile, double factor) {
    this.bounds = bounds;
    this.quantile = quantile;
    this.factor = factor;
  }

  /**
   * A timeout within those bounds.
   *
   * @throws IllegalArgumentException if one is zero or negative, or {@code least} is the larger
   */
  public static ObservedTimeout within(Duration least, Duration most) {
    return new ObservedTimeout(Bounds.of(least, most), USUAL_QUANTILE, USUAL_FACTOR);
  }

  /**
   * The same timeout from another percentile.
   *
   * @throws IllegalArgumentException if not between 0.5 and 0.999
   */
  public ObservedTimeout percentile(double newQuantile) {
    return new ObservedTimeout(bounds, Share.require(newQuantile), factor);
  }

  /**
   * The same timeout with another factor.
   *
   * @throws IllegalArgumentException if not between 1.2 and 100: it must be able to rise
   */
  public ObservedTimeout factor(double newFactor) {
    if (!(newFactor >= LEAST_FACTOR && newFactor <= MOST_FACTOR)) {
      throw new IllegalArgumentException(
          "factor: " + newFactor + " (expected: " + LEAST_FACTOR + " to " + MOST_FACTOR + ")");
    }
    return new ObservedTimeout(bounds, quantile, newFactor);
  }

  /** The percentile that the timeout follows, as a share. */
  public double percentile() {
    return quantile;
  }

  /**
   * The timeout in nanoseconds.
   *
   * @param observedNanos the observed time of that {@link #percentile()}; empty if unknown
   */
  public long nanos(OptionalLong observedNanos) {
    return observedNanos.isEmpty()
        ? bounds.mostNanos()
        : bounds.nearest((long) (observedNanos.getAsLong() * factor));
  }

  @Override
  public String toString() {
    return "p" + Share.percent(quantile) + " × " + Share.number(factor) + ", " + bounds;
  }
}
