/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.latency;

import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * When a second attempt is made while the first is still under way, so that one slow answer does
 * not make the call slow: the first good answer wins, the other attempt is cancelled. At most one
 * for each attempt; only where a retry would be allowed; paid from the retry budget; never made if
 * a policy of the place would have it wait. Immutable.
 */
public final class Hedge {

  private static final double LEAST_QUANTILE = 0.5;
  private static final double MOST_QUANTILE = 0.999;
  private static final Duration USUALLY_LEAST = Duration.ofMillis(5);
  private static final Duration USUALLY_MOST = Duration.ofSeconds(1);

  /** 0 if the delay is fixed. */
  private final double quantile;

  private final long leastNanos;
  private final long mostNanos;

  private Hedge(double quantile, long leastNanos, long mostNanos) {
    this.quantile = quantile;
    this.leastNanos = leastNanos;
    this.mostNanos = mostNanos;
  }

  /**
   * After that time.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public static Hedge after(Duration delay) {
    long nanos = Nanos.of(Nanos.requirePositive("delay", delay));
    return new Hedge(0, nanos, nanos);
  }

  /**
   * After the time in which that share of attempts has ended so far: 0.95 hedges one in twenty.
   * Between 5 ms and 1 s, and 1 s until enough was observed; see {@link #between}.
   *
   * @throws IllegalArgumentException if not between 0.5 and 0.999
   */
  public static Hedge atPercentile(double quantile) {
    if (!(quantile >= LEAST_QUANTILE && quantile <= MOST_QUANTILE)) {
      throw new IllegalArgumentException(
          "quantile: " + quantile + " (expected: " + LEAST_QUANTILE + " to " + MOST_QUANTILE + ")");
    }
    return new Hedge(quantile, Nanos.of(USUALLY_LEAST), Nanos.of(USUALLY_MOST));
  }

  /**
   * The same, never earlier and never later than that.
   *
   * @param most also holds until enough was observed
   * @throws IllegalArgumentException if one is zero or negative, or {@code least} is the larger, or
   *     the delay is fixed
   */
  public Hedge between(Duration least, Duration most) {
    long from = Nanos.of(Nanos.requirePositive("least", least));
    long to = Nanos.of(Nanos.requirePositive("most", most));
    if (from > to || quantile == 0) {
      throw new IllegalArgumentException("least: " + Nanos.format(from) + ", most: "
          + Nanos.format(to) + " (expected: least <= most, and a delay that is observed)");
    }
    return new Hedge(quantile, from, to);
  }

  /** Whether it goes by what is observed. */
  boolean observes() {
    return quantile != 0;
  }

  long delayNanos(Latencies observed) {
    OptionalLong usual = observes() ? observed.quantileNanos(quantile) : OptionalLong.empty();
    return Math.max(leastNanos, Math.min(mostNanos, usual.orElse(mostNanos)));
  }

  @Override
  public String toString() {
    return observes()
        ? "p" + Timing.percent(quantile) + ", between " + Nanos.format(leastNanos) + " and "
            + Nanos.format(mostNanos)
        : Nanos.format(leastNanos);
  }
}
