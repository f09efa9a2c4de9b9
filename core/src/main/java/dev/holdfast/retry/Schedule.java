/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A series of delays, without cap and jitter. Saturates. */
sealed interface Schedule {

  /** The delay at a step, in nanoseconds. */
  long delayNanos(Step step);

  /**
   * The position of a delay in a run of failures.
   *
   * @param number 1 for the first delay that is not skipped
   * @param previousNanos the delay before the last attempt, 0 if there was none
   * @param outcome of the attempt that failed
   * @param random for schedules that are random by themselves
   */
  record Step(int number, long previousNanos, Outcome<?> outcome, RandomGenerator random) {
    Step numbered(int other) {
      return new Step(other, previousNanos, outcome, random);
    }
  }

  /**
   * The first delay: the start of decorrelated jitter, and the least cap; 0 if the schedule has
   * none.
   */
  long baseNanos();

  /** The schedule with its settings, for {@link Backoff#toString()}. */
  default String describe() {
    String name = getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return name + " base " + Nanos.format(baseNanos());
  }

  /** base, base times multiplier, base times its square… */
  record Exponential(long baseNanos, double multiplier) implements Schedule {
    @Override
    public long delayNanos(Step step) {
      int exponent = step.number() - 1;
      return multiplier == 2 ? doubled(exponent) : multiplied(exponent);
    }

    private long doubled(int shift) {
      // A shift into or past the sign bit saturates.
      return shift >= Long.numberOfLeadingZeros(baseNanos) && baseNanos > 0
          ? Long.MAX_VALUE
          : baseNanos << shift;
    }

    private long multiplied(int exponent) {
      // The cast saturates, also from infinity; zero times infinity would be NaN.
      return baseNanos == 0 ? 0 : (long) (baseNanos * Math.pow(multiplier, exponent));
    }

    @Override
    public String describe() {
      String times = multiplier == 2 ? "" : " multiplier " + multiplier;
      return "exponential base " + Nanos.format(baseNanos) + times;
    }
  }

  /** base, base, base… */
  record Constant(long baseNanos) implements Schedule {
    @Override
    public long delayNanos(Step step) {
      return baseNanos;
    }
  }

  /** base, base and one increment, base and two increments… */
  record Linear(long baseNanos, long incrementNanos) implements Schedule {
    @Override
    public long delayNanos(Step step) {
      return Nanos.add(baseNanos, Nanos.multiply(incrementNanos, step.number() - 1L));
    }

    @Override
    public String describe() {
      String more = incrementNanos == baseNanos ? "" : " plus " + Nanos.format(incrementNanos);
      return "linear base " + Nanos.format(baseNanos) + more;
    }
  }

  /** base times 1, 1, 2, 3, 5, 8… */
  record Fibonacci(long baseNanos) implements Schedule {
    /** The 92nd Fibonacci number is the largest that fits into a long. */
    private static final int LARGEST_STEP = 92;

    @Override
    public long delayNanos(Step step) {
      int n = step.number();
      return n > LARGEST_STEP ? Long.MAX_VALUE : Nanos.multiply(baseNanos, fibonacci(n));
    }

    private static long fibonacci(int n) {
      long a = 0;
      long b = 1;
      for (int i = 1; i < n; i++) {
        long next = a + b;
        a = b;
        b = next;
      }
      return b;
    }
  }

  /** The delays as listed; the last one repeats. */
  record Listed(List<Long> nanos) implements Schedule {
    @Override
    public long delayNanos(Step step) {
      return nanos.get(Math.min(step.number(), nanos.size()) - 1);
    }

    @Override
    public long baseNanos() {
      return 0;
    }

    @Override
    public String describe() {
      return nanos.stream().map(Nanos::format).collect(Collectors.joining(", ", "list ", ""));
    }
  }

  /** A caller's function of the outcome. */
  record FromOutcome(Function<Outcome<?>, Duration> function) implements Schedule {
    @Override
    public long delayNanos(Step step) {
      return Nanos.of(function.apply(step.outcome()));
    }

    @Override
    public long baseNanos() {
      return 0;
    }

    @Override
    public String describe() {
      return "from the outcome";
    }
  }

  /** A caller's function of the retry's number. */
  record FromNumber(IntFunction<Duration> function) implements Schedule {
    @Override
    public long delayNanos(Step step) {
      return Nanos.of(function.apply(step.number()));
    }

    @Override
    public long baseNanos() {
      return 0;
    }

    @Override
    public String describe() {
      return "from the retry's number";
    }
  }

  /** Uniform between two bounds. */
  record Uniform(long leastNanos, long mostNanos) implements Schedule {
    @Override
    public long delayNanos(Step step) {
      return leastNanos + (long) (step.random().nextDouble() * (mostNanos - leastNanos));
    }

    @Override
    public long baseNanos() {
      return leastNanos;
    }

    @Override
    public String describe() {
      return "random " + Nanos.format(leastNanos) + " to " + Nanos.format(mostNanos);
    }
  }

  /** One backoff for each retry; the last one continues, from its own beginning. */
  record Chain(List<Backoff> backoffs) implements Schedule {
    @Override
    public long delayNanos(Step step) {
      int last = backoffs.size() - 1;
      int index = Math.min(step.number() - 1, last);
      return backoffs.get(index).delayNanos(step.numbered(step.number() - index));
    }

    @Override
    public long baseNanos() {
      return 0;
    }

    @Override
    public String describe() {
      return "chain " + backoffs;
    }
  }

  /** The sum of the delays of two backoffs. */
  record Sum(Backoff first, Backoff second) implements Schedule {
    @Override
    public long delayNanos(Step step) {
      return Nanos.add(first.delayNanos(step), second.delayNanos(step));
    }

    @Override
    public long baseNanos() {
      return 0;
    }

    @Override
    public String describe() {
      return "sum of " + first + " and " + second;
    }
  }
}
