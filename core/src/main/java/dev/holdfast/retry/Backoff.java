/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * The delay before each retry: a schedule, capped, then jittered.
 *
 * <p>The factories have safe defaults: {@link #exponential} is capped at 120 s (urllib3's cap) and
 * has full jitter. Arithmetic saturates: retry 2,000,000,000 waits the cap. Immutable and
 * thread-safe.
 */
public final class Backoff {

  private static final Duration DEFAULT_MAX = Duration.ofMinutes(2);

  private final Schedule schedule;
  private final boolean firstImmediate;
  private final long minNanos;
  private final long maxNanos;
  private final Jitter jitter;

  private Backoff(
      Schedule schedule, boolean firstImmediate, long minNanos, long maxNanos, Jitter jitter) {
    this.schedule = schedule;
    this.firstImmediate = firstImmediate;
    this.minNanos = minNanos;
    this.maxNanos = maxNanos;
    this.jitter = jitter;
  }

  private Backoff(Schedule schedule, boolean firstImmediate, long maxNanos, Jitter jitter) {
    this(schedule, firstImmediate, 0, maxNanos, jitter);
  }

  /** No delays. */
  public static Backoff none() {
    return new Backoff(new Schedule.Constant(0), false, 0, Jitter.none());
  }

  /**
   * Before retries 1, 2, 3, 4, 5: nothing, base, 2 base, 4 base, 8 base; capped, with full jitter.
   *
   * @throws IllegalArgumentException if {@code base} is zero or negative
   * @see #firstRetryDelayed()
   */
  public static Backoff exponential(Duration base) {
    return new Backoff(
        new Schedule.Exponential(base("base", base), 2), true, defaultMax(base), Jitter.full());
  }

  /**
   * The real delays of urllib3's {@code Retry(backoff_factor=factor)}: 0, 2 factor, 4 factor, 8
   * factor… seconds, capped at 120 s, without jitter.
   *
   * @param factor seconds, 0 or more and finite
   * @throws IllegalArgumentException if negative or not finite
   */
  public static Backoff urllib3(double factor) {
    return urllib3(factor, DEFAULT_MAX);
  }

  /**
   * As {@link #urllib3(double)}, with urllib3's {@code backoff_max}, which may be less than the
   * first delay.
   *
   * @throws IllegalArgumentException if an argument is negative, or the factor not finite
   */
  public static Backoff urllib3(double factor, Duration max) {
    // This comparison refuses NaN and -0.0 too.
    if (Double.compare(factor, 0.0) < 0 || !Double.isFinite(factor)) {
      throw new IllegalArgumentException("factor: " + factor + " (expected: >= 0 and finite)");
    }
    long base = Math.round(factor * 2e9);
    long cap = Nanos.of(Nanos.requireNotNegative("max", max));
    return new Backoff(new Schedule.Exponential(base, 2), true, cap, Jitter.none());
  }

  /**
   * The same delay before every retry; with full jitter.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public static Backoff constant(Duration delay) {
    return new Backoff(
        new Schedule.Constant(base("delay", delay)), false, defaultMax(delay), Jitter.full());
  }

  /**
   * base, 2 base, 3 base…; capped, with full jitter.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public static Backoff linear(Duration base) {
    return linear(base, base);
  }

  /**
   * base, base + increment, base + 2 increment…; capped, with full jitter.
   *
   * @throws IllegalArgumentException if {@code base} is zero or negative, or the increment negative
   */
  public static Backoff linear(Duration base, Duration increment) {
    long first = base("base", base);
    long step = Nanos.of(Nanos.requireNotNegative("increment", increment));
    return new Backoff(new Schedule.Linear(first, step), false, defaultMax(base), Jitter.full());
  }

  /**
   * base times 1, 1, 2, 3, 5, 8…; capped, with full jitter.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public static Backoff fibonacci(Duration base) {
    return new Backoff(
        new Schedule.Fibonacci(base("base", base)), false, defaultMax(base), Jitter.full());
  }

  /**
   * Exactly these delays; the last one repeats. Neither capped nor jittered by default.
   *
   * @throws IllegalArgumentException if there is none, or one is negative
   */
  public static Backoff list(Duration... delays) {
    if (delays.length == 0) {
      throw new IllegalArgumentException("delays: none (expected: at least one)");
    }
    List<Long> nanos = Arrays.stream(delays)
        .map(d -> Nanos.of(Nanos.requireNotNegative("delay", d)))
        .toList();
    return new Backoff(new Schedule.Listed(nanos), false, Long.MAX_VALUE, Jitter.none());
  }

  /**
   * Random between base and three times the previous delay, capped: AWS's "decorrelated jitter".
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public static Backoff decorrelated(Duration base) {
    return exponential(base).firstRetryDelayed().jitter(Jitter.decorrelated());
  }

  /**
   * A function of the outcome of the failed attempt; capped at 120 s, no jitter.
   *
   * @param function must not return null; a negative duration counts as zero
   */
  public static Backoff fromOutcome(Function<Outcome<?>, Duration> function) {
    Schedule schedule = new Schedule.FromOutcome(Objects.requireNonNull(function, "function"));
    return new Backoff(schedule, false, Nanos.of(DEFAULT_MAX), Jitter.none());
  }

  /**
   * A function of the retry's number, 1 for the first in a run of failures; capped at 120 s, no
   * jitter.
   *
   * @param function must not return null; a negative duration counts as zero
   */
  public static Backoff of(IntFunction<Duration> function) {
    Schedule schedule = new Schedule.FromNumber(Objects.requireNonNull(function, "function"));
    return new Backoff(schedule, false, Nanos.of(DEFAULT_MAX), Jitter.none());
  }

  /**
   * Uniform between two bounds.
   *
   * @throws IllegalArgumentException if {@code least} is negative, or {@code most} less than that
   */
  public static Backoff random(Duration least, Duration most) {
    long low = Nanos.of(Nanos.requireNotNegative("least", least));
    if (most.compareTo(least) < 0) {
      throw new IllegalArgumentException("most: " + most + " (expected: >= least, " + least + ")");
    }
    return new Backoff(
        new Schedule.Uniform(low, Nanos.of(most)), false, Long.MAX_VALUE, Jitter.none());
  }

  /**
   * The first backoff before the first retry, the second before the second, and so on; the last one
   * continues from its own first retry. Each has its own cap and jitter.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Backoff chain(Backoff... backoffs) {
    if (backoffs.length == 0) {
      throw new IllegalArgumentException("backoffs: none (expected: at least one)");
    }
    Schedule schedule = new Schedule.Chain(List.of(backoffs));
    return new Backoff(schedule, false, Long.MAX_VALUE, Jitter.none());
  }

  /** The sum of the delays of this backoff and another, each with its own cap and jitter. */
  public Backoff plus(Backoff other) {
    Schedule schedule = new Schedule.Sum(this, Objects.requireNonNull(other, "other"));
    return new Backoff(schedule, false, Long.MAX_VALUE, Jitter.none());
  }

  /**
   * This exponential backoff with another multiplier than 2.
   *
   * @param multiplier at least 1 and finite
   * @throws IllegalArgumentException if less than 1 or not finite
   * @throws IllegalStateException if this backoff is not exponential
   */
  public Backoff multiplier(double multiplier) {
    if (!(multiplier >= 1) || Double.isInfinite(multiplier)) {
      throw new IllegalArgumentException(
          "multiplier: " + multiplier + " (expected: >= 1 and finite)");
    }
    if (!(schedule instanceof Schedule.Exponential exponential)) {
      throw new IllegalStateException(this + " has no multiplier (expected: an exponential one)");
    }
    Schedule other = new Schedule.Exponential(exponential.baseNanos(), multiplier);
    return new Backoff(other, firstImmediate, minNanos, maxNanos, jitter);
  }

  /**
   * This backoff with a lower bound, which holds after jitter; an immediate first retry stays
   * immediate.
   *
   * @throws IllegalArgumentException if negative, or more than the cap
   */
  public Backoff min(Duration min) {
    long nanos = Nanos.of(Nanos.requireNotNegative("min", min));
    if (nanos > maxNanos) {
      throw new IllegalArgumentException(
          "min: " + min + " (expected: at most the cap, " + Duration.ofNanos(maxNanos) + ")");
    }
    return new Backoff(schedule, firstImmediate, nanos, maxNanos, jitter);
  }

  /**
   * This backoff, capped. The cap holds before jitter.
   *
   * @throws IllegalArgumentException if zero, negative, or less than the first delay or the minimum
   */
  public Backoff max(Duration max) {
    long nanos = Nanos.of(Nanos.requirePositive("max", max));
    if (nanos < schedule.baseNanos()) {
      throw new IllegalArgumentException("max: " + max + " (expected: at least the first delay, "
          + Duration.ofNanos(schedule.baseNanos()) + ")");
    }
    if (nanos < minNanos) {
      throw new IllegalArgumentException(
          "max: " + max + " (expected: at least the minimum, " + Duration.ofNanos(minNanos) + ")");
    }
    return new Backoff(schedule, firstImmediate, minNanos, nanos, jitter);
  }

  /** Whether delays are random. */
  public boolean jittered() {
    return !jitter.equals(Jitter.none());
  }

  /** This backoff with another jitter. */
  public Backoff jitter(Jitter jitter) {
    return new Backoff(
        schedule, firstImmediate, minNanos, maxNanos, Objects.requireNonNull(jitter, "jitter"));
  }

  /** This backoff with a delay before the first retry too, which gets jitter like the others. */
  public Backoff firstRetryDelayed() {
    return new Backoff(schedule, false, minNanos, maxNanos, jitter);
  }

  /** This backoff with the first retry at once and the schedule after that. */
  public Backoff firstRetryImmediate() {
    return new Backoff(schedule, true, minNanos, maxNanos, jitter);
  }

  /**
   * The delay before a retry, in nanoseconds.
   *
   * @param retry 1 for the first retry in a run of failures
   * @param previousNanos the delay before the last attempt, 0 if there was none
   * @param outcome of the attempt that failed
   * @param random draws at most one number, or one for each part of a composed backoff
   * @throws IllegalArgumentException if {@code retry} is less than 1
   */
  public long delayNanos(
      int retry, long previousNanos, Outcome<?> outcome, RandomGenerator random) {
    if (retry < 1) {
      throw new IllegalArgumentException("retry: " + retry + " (expected: >= 1)");
    }
    return delayNanos(new Schedule.Step(retry, previousNanos, outcome, random));
  }

  long delayNanos(Schedule.Step step) {
    if (firstImmediate && step.number() == 1) {
      return 0;
    }
    Schedule.Step next = firstImmediate ? step.numbered(step.number() - 1) : step;
    long delay = Math.min(maxNanos, schedule.delayNanos(next));
    Jitter.Spread spread = new Jitter.Spread(schedule.baseNanos(), step.previousNanos(), maxNanos);
    return Math.max(minNanos, jitter.apply(delay, spread, step.random()));
  }

  private static long base(String name, Duration base) {
    return Nanos.of(Nanos.requirePositive(name, base));
  }

  /** A first delay above the default cap becomes the cap. */
  private static long defaultMax(Duration base) {
    return Nanos.of(base.compareTo(DEFAULT_MAX) > 0 ? base : DEFAULT_MAX);
  }

  @Override
  public String toString() {
    return "Backoff["
        + schedule.describe()
        + ", first retry "
        + (firstImmediate ? "immediate" : "delayed")
        + (minNanos == 0 ? "" : ", min " + Nanos.format(minNanos))
        + ", max "
        + Nanos.format(maxNanos)
        + ", jitter "
        + jitter
        + "]";
  }
}
