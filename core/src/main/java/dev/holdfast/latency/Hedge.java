/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.latency;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The rule for a second attempt beside a running first one, so that one slow response does not make
 * the call slow: the first good response wins, the other attempt is cancelled. There is at most one
 * hedge for each attempt, and only where a retry would be allowed. It is paid from the budget for
 * hedges, and not made if a guard would make it wait. Immutable.
 */
public final class Hedge {

  private static final Bounds USUALLY = Bounds.of(Duration.ofMillis(5), Duration.ofSeconds(1));

  /** 0 if the delay is fixed. */
  private final double quantile;

  private final Bounds bounds;

  private Hedge(double quantile, Bounds bounds) {
    this.quantile = quantile;
    this.bounds = bounds;
  }

  /**
   * A hedge after a fixed delay.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public static Hedge after(Duration delay) {
    long nanos = Nanos.of(Nanos.requirePositive("delay", delay));
    return new Hedge(0, new Bounds(nanos, nanos));
  }

  /**
   * A hedge after the time within which that share of attempts ends: 0.95 hedges one attempt in
   * twenty. Never before twice the median: a moment of load slows all attempts a little, and hedges
   * would add to it. Between 5 ms and 1 s, and 1 s until there are enough samples; see
   * {@link #between}.
   *
   * @throws IllegalArgumentException if not between 0.5 and 0.999
   */
  public static Hedge atPercentile(double quantile) {
    return new Hedge(Share.require(quantile), USUALLY);
  }

  /**
   * The same hedge, within other bounds.
   *
   * @param most the longest delay; holds until there are enough samples
   * @throws IllegalArgumentException if one is zero or negative, or {@code least} is the larger, or
   *     the delay is fixed
   */
  public Hedge between(Duration least, Duration most) {
    Bounds own = Bounds.of(least, most);
    if (!observes()) {
      throw new IllegalArgumentException(
          own + " (expected: a delay that is observed, from Hedge.atPercentile)");
    }
    return new Hedge(quantile, own);
  }

  /** The percentile that the delay follows, as a share; empty if the delay is fixed. */
  public OptionalDouble percentile() {
    return observes() ? OptionalDouble.of(quantile) : OptionalDouble.empty();
  }

  /**
   * The delay in nanoseconds.
   *
   * @param observedNanos the observed time of that {@link #percentile()}, at least twice the
   *     median; empty if unknown
   */
  public long delayNanos(OptionalLong observedNanos) {
    return bounds.nearest(observedNanos.orElse(bounds.mostNanos()));
  }

  private boolean observes() {
    return quantile != 0;
  }

  @Override
  public String toString() {
    return observes()
        ? "p" + Share.percent(quantile) + ", " + bounds
        : Nanos.format(bounds.leastNanos());
  }
}
