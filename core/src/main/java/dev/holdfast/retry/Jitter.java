/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The random part of a delay, so that clients that failed together do not return together.
 *
 * <p>Applied after the cap, so it never disappears at the cap: {@link #full()}, {@link #equal()}
 * and {@link #decorrelated()} stay within the cap, {@link #additive} may exceed it by its own
 * length. Immutable and thread-safe.
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">the AWS
 *     article of 2015 that compares them</a>
 */
public sealed interface Jitter {

  /**
   * The delay after jitter.
   *
   * @param delayNanos the delay after the cap
   * @param spread the inputs of decorrelated jitter
   */
  long apply(long delayNanos, Spread spread, RandomGenerator random);

  /**
   * The inputs of a jitter besides the delay, in nanoseconds.
   *
   * @param baseNanos the backoff's first delay, 0 if it has none
   * @param previousNanos the delay before the last attempt, 0 if there was none
   * @param maxNanos the cap
   */
  record Spread(long baseNanos, long previousNanos, long maxNanos) {}

  /** No jitter: clients that fail together return together. */
  static Jitter none() {
    return new None();
  }

  /** Uniform between 0 and the delay. The default. */
  static Jitter full() {
    return new Full();
  }

  /** Half of the delay, and uniform between 0 and the other half. */
  static Jitter equal() {
    return new Equal();
  }

  /**
   * The delay plus a uniform part, as urllib3's {@code backoff_jitter}.
   *
   * @param length the longest addition
   * @throws IllegalArgumentException if zero or negative
   */
  static Jitter additive(Duration length) {
    return new Additive(Nanos.of(Nanos.requirePositive("additive jitter", length)));
  }

  /**
   * Uniform between the backoff's first delay and three times the previous one, at most the cap.
   * The computed delay is used only where the backoff has no first delay of its own (a list, a
   * function of the outcome): there it takes that place, so that the delays do not stay at zero for
   * ever.
   */
  static Jitter decorrelated() {
    return new Decorrelated();
  }

  /** See {@link #none()}. */
  record None() implements Jitter {
    @Override
    public long apply(long delayNanos, Spread spread, RandomGenerator random) {
      return delayNanos;
    }

    @Override
    public String toString() {
      return "none";
    }
  }

  /** See {@link #full()}. */
  record Full() implements Jitter {
    @Override
    public long apply(long delayNanos, Spread spread, RandomGenerator random) {
      return (long) (random.nextDouble() * delayNanos);
    }

    @Override
    public String toString() {
      return "full";
    }
  }

  /** See {@link #equal()}. */
  record Equal() implements Jitter {
    @Override
    public long apply(long delayNanos, Spread spread, RandomGenerator random) {
      long half = delayNanos / 2;
      return half + (long) (random.nextDouble() * (delayNanos - half));
    }

    @Override
    public String toString() {
      return "equal";
    }
  }

  /** See {@link #additive}. */
  record Additive(long nanos) implements Jitter {
    @Override
    public long apply(long delayNanos, Spread spread, RandomGenerator random) {
      return Nanos.add(delayNanos, (long) (random.nextDouble() * nanos));
    }

    @Override
    public String toString() {
      return "additive " + Nanos.format(nanos);
    }
  }

  /** See {@link #decorrelated()}. */
  record Decorrelated() implements Jitter {
    @Override
    public long apply(long delayNanos, Spread spread, RandomGenerator random) {
      long low = spread.baseNanos() > 0 ? spread.baseNanos() : delayNanos;
      long high = Math.max(low, Nanos.multiply(3, Math.max(low, spread.previousNanos())));
      long delay = Nanos.add(low, (long) (random.nextDouble() * (high - low)));
      return Math.min(delay, spread.maxNanos());
    }

    @Override
    public String toString() {
      return "decorrelated";
    }
  }
}
