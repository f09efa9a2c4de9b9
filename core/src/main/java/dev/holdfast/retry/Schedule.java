/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The raw series of delays: no cap, no jitter. Saturates, at any step. */
sealed interface Schedule {

  /**
   * The delay at a step, in nanoseconds.
   *
   * @param step 1 for the first delay that is not skipped
   */
  long delayNanos(int step, Outcome<?> outcome);

  /**
   * The first delay: what decorrelated jitter starts from, and what a cap must not undercut; 0 if
   * the schedule has no base.
   */
  long baseNanos();

  /** The schedule with its settings, for {@link Backoff#toString()}. */
  default String describe() {
    String name = getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return name + " base " + Nanos.format(baseNanos());
  }

  /** base, 2 base, 4 base… */
  record Exponential(long baseNanos) implements Schedule {
    @Override
    public long delayNanos(int step, Outcome<?> outcome) {
      int shift = step - 1;
      // Shifting into or past the sign bit is what saturation replaces.
      return shift >= Long.numberOfLeadingZeros(baseNanos) && baseNanos > 0
          ? Long.MAX_VALUE
          : baseNanos << shift;
    }
  }

  /** base, base, base… */
  record Constant(long baseNanos) implements Schedule {
    @Override
    public long delayNanos(int step, Outcome<?> outcome) {
      return baseNanos;
    }
  }

  /** base, 2 base, 3 base… */
  record Linear(long baseNanos) implements Schedule {
    @Override
    public long delayNanos(int step, Outcome<?> outcome) {
      return Nanos.multiply(baseNanos, step);
    }
  }

  /** base times 1, 1, 2, 3, 5, 8… */
  record Fibonacci(long baseNanos) implements Schedule {
    /** The 92nd Fibonacci number is the largest that fits into a long. */
    private static final int LARGEST_STEP = 92;

    @Override
    public long delayNanos(int step, Outcome<?> outcome) {
      return step > LARGEST_STEP ? Long.MAX_VALUE : Nanos.multiply(baseNanos, fibonacci(step));
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
    public long delayNanos(int step, Outcome<?> outcome) {
      return nanos.get(Math.min(step, nanos.size()) - 1);
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

  /** What a function of the caller's makes of the outcome. */
  record FromOutcome(Function<Outcome<?>, Duration> function) implements Schedule {
    @Override
    public long delayNanos(int step, Outcome<?> outcome) {
      return Nanos.of(function.apply(outcome));
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
}
