/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.latency;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.latency.Hedge;
import dev.holdfast.latency.ObservedTimeout;
import dev.holdfast.time.TimeSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Hedge delay and timeout of the next attempt to an origin, from observed latency. Thread-safe. */
public final class Timing {

  /** No limit. */
  private static final long NEVER = Long.MAX_VALUE;

  /** An attempt is hedged only after this many times the median. */
  private static final int LEAST_MEDIANS = 2;

  private static final Timing NONE = new Timing(null, null, TimeSource.system());

  private final @Nullable Hedge hedge;
  private final @Nullable ObservedTimeout timeout;
  private final @Nullable Latencies latencies;

  private Timing(@Nullable Hedge hedge, @Nullable ObservedTimeout timeout, TimeSource time) {
    this.hedge = hedge;
    this.timeout = timeout;
    boolean observes = timeout != null || hedge != null && hedge.percentile().isPresent();
    this.latencies = observes ? new Latencies(time) : null;
  }

  /** No hedges and no timeout. */
  public static Timing none() {
    return NONE;
  }

  /** With those rules; null for none. */
  public static Timing of(
      @Nullable Hedge hedge, @Nullable ObservedTimeout timeout, TimeSource time) {
    return hedge == null && timeout == null ? NONE : new Timing(hedge, timeout, time);
  }

  /** The observed latencies, if a rule needs them. */
  public Optional<Latencies> observed() {
    return Optional.ofNullable(latencies);
  }

  /** Whether attempts are hedged. */
  public boolean hedges() {
    return hedge != null;
  }

  /** The delay before a second attempt; {@link Long#MAX_VALUE} for no hedges. */
  public long hedgeDelayNanos() {
    if (hedge == null) {
      return NEVER;
    }
    OptionalDouble percentile = hedge.percentile();
    return hedge.delayNanos(
        latencies == null || percentile.isEmpty()
            ? OptionalLong.empty()
            : late(latencies, percentile.getAsDouble()));
  }

  /**
   * The percentile, but at least twice the median: a moment of load slows all attempts a little,
   * and hedges would add to it.
   */
  private static OptionalLong late(Latencies observed, double percentile) {
    OptionalLong late = observed.quantileNanos(percentile);
    OptionalLong median = observed.quantileNanos(0.5);
    return late.isEmpty() || median.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(late.getAsLong(), LEAST_MEDIANS * median.getAsLong()));
  }

  /** Whether the attempt timeout follows observed latency. */
  public boolean limits() {
    return timeout != null;
  }

  /** The attempt timeout; {@link Long#MAX_VALUE} for none. */
  public long attemptTimeoutNanos() {
    return timeout == null || latencies == null
        ? NEVER
        : timeout.nanos(latencies.quantileNanos(timeout.percentile()));
  }

  /** The rules with their present values, each on a line of its own. */
  public String describe() {
    String text = hedge == null
        ? ""
        : "\nhedge after " + hedge
            + (hedge.percentile().isPresent() ? ": now " + Nanos.format(hedgeDelayNanos()) : "");
    return timeout == null
        ? text
        : text + "\nattempt timeout " + timeout + ": now " + Nanos.format(attemptTimeoutNanos());
  }
}
