/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.latency;

import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A timeout for one attempt that follows what is observed: the time in which 99 % of attempts
 * succeed, times 2, within bounds that the caller gives. Until enough was observed (100 attempts
 * for p99) the upper bound holds. Immutable.
 *
 * <p>Attempts that are cut off by it count with the time they were given, so it rises by its factor
 * when many are, and cannot collapse: see {@link Latencies}.
 */
public final class ObservedTimeout {

  private static final double USUAL_QUANTILE = 0.99;
  private static final double USUAL_FACTOR = 2;
  private static final double LEAST_FACTOR = 1.2;
  private static final double MOST_FACTOR = 100;

  private final long leastNanos;
  private final long mostNanos;
  private final double quantile;
  private final double factor;

  private ObservedTimeout(long leastNanos, long mostNanos, double quantile, double factor) {
    this.leastNanos = leastNanos;
    this.mostNanos = mostNanos;
    this.quantile = quantile;
    this.factor = factor;
  }

  /**
   * Never shorter and never longer than that.
   *
   * @throws IllegalArgumentException if one is zero or negative, or {@code least} is the larger
   */
  public static ObservedTimeout within(Duration least, Duration most) {
    long from = Nanos.of(Nanos.requirePositive("least", least));
    long to = Nanos.of(Nanos.requirePositive("most", most));
    if (from > to) {
      throw new IllegalArgumentException("least: " + Nanos.format(from) + ", most: "
          + Nanos.format(to) + " (expected: least <= most)");
    }
    return new ObservedTimeout(from, to, USUAL_QUANTILE, USUAL_FACTOR);
  }

  /**
   * The same from another share of attempts.
   *
   * @throws IllegalArgumentException if not between 0.5 and 0.999
   */
  public ObservedTimeout percentile(double newQuantile) {
    if (!(newQuantile >= 0.5 && newQuantile <= 0.999)) {
      throw new IllegalArgumentException("quantile: " + newQuantile + " (expected: 0.5 to 0.999)");
    }
    return new ObservedTimeout(leastNanos, mostNanos, newQuantile, factor);
  }

  /**
   * The same with another factor.
   *
   * @throws IllegalArgumentException if not between 1.2 and 100: it must be able to rise
   */
  public ObservedTimeout factor(double newFactor) {
    if (!(newFactor >= LEAST_FACTOR && newFactor <= MOST_FACTOR)) {
      throw new IllegalArgumentException(
          "factor: " + newFactor + " (expected: " + LEAST_FACTOR + " to " + MOST_FACTOR + ")");
    }
    return new ObservedTimeout(leastNanos, mostNanos, quantile, newFactor);
  }

  long nanos(Latencies observed) {
    OptionalLong usual = observed.quantileNanos(quantile);
    if (usual.isEmpty()) {
      return mostNanos;
    }
    double wanted = usual.getAsLong() * factor;
    return (long) Math.max((double) leastNanos, Math.min((double) mostNanos, wanted));
  }

  @Override
  public String toString() {
    return "p" + Timing.percent(quantile) + " × " + Timing.number(factor) + ", between "
        + Nanos.format(leastNanos) + " and " + Nanos.format(mostNanos);
  }
}
