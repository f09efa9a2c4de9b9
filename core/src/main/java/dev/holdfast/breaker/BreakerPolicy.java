/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.Optional;

/**
 * The rules by which a {@link CircuitBreaker} opens and closes again. Immutable.
 *
 * <p>Defaults: it opens if, of at least 20 calls within the last 10 s, four fifths or more failed.
 * It stays open for 200 ms (up to a fifth longer, so that many clients do not probe at once). Then
 * 3 calls probe, within 120 s. While the probes hang, an extra probe begins after each open time,
 * but at most one in half a second.
 *
 * <p>Why four fifths: if half of the attempts fail, retries still bring nearly all calls through.
 * Why 200 ms: each call that an open breaker refuses after the origin is back is lost, and five
 * probes a second are no load for an origin that gets at least two calls a second.
 */
public final class BreakerPolicy {

  private static final BreakerPolicy DEFAULTS = builder().build();

  private final int lastCalls;
  private final long lastNanos;
  private final int minimumCalls;
  private final double failureRate;
  private final long slowNanos;
  private final double slowRate;
  private final long openNanos;
  private final int probes;
  private final long probeNanos;

  private BreakerPolicy(Builder builder) {
    lastCalls = builder.lastCalls;
    lastNanos = builder.lastNanos;
    minimumCalls = builder.minimumCalls;
    failureRate = builder.failureRate;
    slowNanos = builder.slowNanos;
    slowRate = builder.slowRate;
    openNanos = builder.openNanos;
    probes = builder.probes;
    probeNanos = builder.probeNanos;
  }

  /** The defaults, as above. */
  public static BreakerPolicy defaults() {
    return DEFAULTS;
  }

  /** Begins with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Begins with these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.lastCalls = lastCalls;
    builder.lastNanos = lastNanos;
    builder.minimumCalls = minimumCalls;
    builder.failureRate = failureRate;
    builder.slowNanos = slowNanos;
    builder.slowRate = slowRate;
    builder.openNanos = openNanos;
    builder.probes = probes;
    builder.probeNanos = probeNanos;
    return builder;
  }

  /** The number of last calls that count; 0 if a time counts instead. */
  public int lastCalls() {
    return lastCalls;
  }

  /** The time that counts, if it is not a number of calls. */
  public Optional<Duration> lastTime() {
    return lastCalls > 0 ? Optional.empty() : Optional.of(Duration.ofNanos(lastNanos));
  }

  /** The number of calls below which the breaker does not open. */
  public int minimumCalls() {
    return minimumCalls;
  }

  /** The share of failures at which it opens. */
  public double failureRate() {
    return failureRate;
  }

  /** The duration from which a call is slow; empty if slowness does not count. */
  public Optional<Duration> slowerThan() {
    return slowNanos == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(slowNanos));
  }

  /** The share of slow calls at which it opens. */
  public double slowRate() {
    return slowRate;
  }

  /** The time that it stays open before it probes. */
  public Duration openFor() {
    return Duration.ofNanos(openNanos);
  }

  /** The number of calls that probe. */
  public int probes() {
    return probes;
  }

  /** The time within which the probes must end. */
  public Duration probesWithin() {
    return Duration.ofNanos(probeNanos);
  }

  long lastNanos() {
    return lastNanos;
  }

  long openNanos() {
    return openNanos;
  }

  long probeNanos() {
    return probeNanos;
  }

  boolean slow(long elapsedNanos) {
    return elapsedNanos >= slowNanos;
  }

  boolean tripped(Counts counts) {
    return counts.calls() >= minimumCalls && bad(counts);
  }

  /** Whether too many of the calls failed or were slow, however few they are. */
  boolean bad(Counts counts) {
    return failing(counts)
        || slowNanos != Long.MAX_VALUE && counts.slow() >= slowRate * counts.calls();
  }

  /** The reason to open, in words. */
  String complaint(Counts counts) {
    return failing(counts)
        ? counts.failed() + " of " + counts.calls() + " failed"
        : counts.slow() + " of " + counts.calls() + " were slow";
  }

  private boolean failing(Counts counts) {
    return counts.failed() >= failureRate * counts.calls();
  }

  /** The window, in words. */
  String window() {
    return lastCalls > 0 ? "the last " + lastCalls + " calls" : Nanos.format(lastNanos);
  }

  @Override
  public String toString() {
    String slow = slowNanos == Long.MAX_VALUE
        ? ""
        : " or " + percent(slowRate) + " slower than " + Nanos.format(slowNanos);
    return "opens at " + percent(failureRate) + " failed" + slow + " in " + window() + " (at least "
        + minimumCalls + "), for " + Nanos.format(openNanos) + ", then " + probes
        + (probes == 1 ? " probe" : " probes");
  }

  private static String percent(double rate) {
    return Math.round(rate * 100) + " %";
  }

  /** Settings of a breaker; each has a default. Not thread-safe. */
  public static final class Builder {

    private static final int MOST = 100_000;

    private int lastCalls;
    private long lastNanos = 10_000_000_000L;
    private int minimumCalls = 20;
    private double failureRate = 0.8;
    private long slowNanos = Long.MAX_VALUE;
    private double slowRate = 0.5;
    private long openNanos = 200_000_000L;
    private int probes = 3;
    private long probeNanos = 120_000_000_000L;

    private Builder() {}

    /**
     * Counts that many of the last calls, however long ago they were.
     *
     * @throws IllegalArgumentException if not 1 to 100,000
     */
    public Builder lastCalls(int calls) {
      lastCalls = count("lastCalls", calls);
      return this;
    }

    /**
     * Counts the calls of that time. Default: 10 s.
     *
     * @throws IllegalArgumentException if zero or negative
     */
    public Builder lastTime(Duration time) {
      lastNanos = Nanos.of(Nanos.requirePositive("lastTime", time));
      lastCalls = 0;
      return this;
    }

    /**
     * Does not open with fewer calls. Default 20.
     *
     * @throws IllegalArgumentException if not 1 to 100,000
     */
    public Builder minimumCalls(int calls) {
      minimumCalls = count("minimumCalls", calls);
      return this;
    }

    /**
     * Opens at that share of failures. Default 0.8.
     *
     * @throws IllegalArgumentException if not above 0, up to 1
     */
    public Builder failureRate(double rate) {
      failureRate = share("failureRate", rate);
      return this;
    }

    /**
     * Also opens if that share of the calls is that slow. Default: slowness does not count.
     *
     * @throws IllegalArgumentException if the rate is not above 0, up to 1, or the time not
     *     positive
     */
    public Builder slowCalls(Duration slowerThan, double rate) {
      slowNanos = Nanos.of(Nanos.requirePositive("slowerThan", slowerThan));
      slowRate = share("slowRate", rate);
      return this;
    }

    /**
     * Stays open for that time before it probes. Default 200 ms.
     *
     * @throws IllegalArgumentException if zero or negative
     */
    public Builder openFor(Duration time) {
      openNanos = Nanos.of(Nanos.requirePositive("openFor", time));
      return this;
    }

    /**
     * Lets that many calls probe; together they decide, by the same rates as other calls. Default
     * 3.
     *
     * @throws IllegalArgumentException if not 1 to 100,000
     */
    public Builder probes(int calls) {
      probes = count("probes", calls);
      return this;
    }

    /**
     * Opens again if the probes have not ended that long after the last of them began, so that a
     * hanging probe does not keep the breaker closed to all others. Default 120 s, the default
     * deadline of a call.
     *
     * @throws IllegalArgumentException if zero or negative
     */
    public Builder probesWithin(Duration time) {
      probeNanos = Nanos.of(Nanos.requirePositive("probesWithin", time));
      return this;
    }

    /**
     * The policy.
     *
     * @throws IllegalArgumentException if more calls are needed than are looked at
     */
    public BreakerPolicy build() {
      if (lastCalls > 0 && minimumCalls > lastCalls) {
        throw new IllegalArgumentException(
            "minimumCalls: " + minimumCalls + " (expected: <= lastCalls, " + lastCalls + ")");
      }
      return new BreakerPolicy(this);
    }

    private static int count(String name, int value) {
      if (value < 1 || value > MOST) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + MOST + ")");
      }
      return value;
    }

    private static double share(String name, double value) {
      if (!(value > 0 && value <= 1)) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: > 0, <= 1)");
      }
      return value;
    }
  }
}
