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
 * When a second attempt is made while the first is still under way, so that one slow answer does
 * not make the call slow: the first good answer wins, the other attempt is cancelled. At most one
 * for each attempt; only where a retry would be allowed; paid from an account of hedges; never made
 * if a policy of the place would have it wait. Immutable.
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
   * After the time in which that share of attempts has ended so far: 0.95 hedges one in twenty. Not
   * before twice the median, since a moment of load slows all attempts by a little, and hedges
   * would add to it. Between 5 ms and 1 s, and 1 s until enough was observed; see {@link #between}.
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
