/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.latency;

import dev.holdfast.time.Nanos;
import dev.holdfast.time.TimeSource;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows, for the next attempt to one place, from how long others took. Thread-safe. */
public final class Timing {

  /** As long as no limit. */
  private static final long NEVER = Long.MAX_VALUE;

  private static final Timing NONE = new Timing(null, null, TimeSource.system());

  private final @Nullable Hedge hedge;
  private final @Nullable ObservedTimeout timeout;
  private final @Nullable Latencies latencies;

  private Timing(@Nullable Hedge hedge, @Nullable ObservedTimeout timeout, TimeSource time) {
    this.hedge = hedge;
    this.timeout = timeout;
    boolean observes = timeout != null || hedge != null && hedge.observes();
    this.latencies = observes ? new Latencies(time) : null;
  }

  /** Nothing follows. */
  public static Timing none() {
    return NONE;
  }

  /** By those rules; null for none. */
  public static Timing of(
      @Nullable Hedge hedge, @Nullable ObservedTimeout timeout, TimeSource time) {
    return hedge == null && timeout == null ? NONE : new Timing(hedge, timeout, time);
  }

  /** What was observed, if that matters for anything. */
  public Optional<Latencies> observed() {
    return Optional.ofNullable(latencies);
  }

  /** Whether attempts are hedged. */
  public boolean hedges() {
    return hedge != null;
  }

  /** After how long a second attempt is made; {@link Long#MAX_VALUE} means never. */
  public long hedgeDelayNanos() {
    return hedge == null ? NEVER : hedge.delayNanos(latencies);
  }

  /** Whether attempts may take only so long. */
  public boolean limits() {
    return timeout != null;
  }

  /** How long an attempt may take; {@link Long#MAX_VALUE} means that nothing follows. */
  public long attemptTimeoutNanos() {
    return timeout == null || latencies == null ? NEVER : timeout.nanos(latencies);
  }

  /** The rules and what they come to at the moment, each with a line break before it. */
  public String describe() {
    String text = hedge == null
        ? ""
        : "\nhedge after " + hedge
            + (hedge.observes() ? ": now " + Nanos.format(hedgeDelayNanos()) : "");
    return timeout == null
        ? text
        : text + "\nattempt timeout " + timeout + ": now " + Nanos.format(attemptTimeoutNanos());
  }

  static String percent(double quantile) {
    return number(quantile * 100);
  }

  static String number(double value) {
    return BigDecimal.valueOf(value)
        .round(new MathContext(4))
        .stripTrailingZeros()
        .toPlainString();
  }
}
