/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.limit;

import dev.holdfast.guard.Ending;
import dev.holdfast.limit.ConcurrencyLimit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Adapts a limit to the results of attempts. The estimates are immutable and held in one reference;
 * a result that arrives while another is processed is dropped. Thread-safe.
 */
abstract class Adaptation {

  /** One attempt. */
  record Sample(Ending ending, long elapsedNanos, int inFlight, long nowNanos) {}

  /** The present limit. */
  abstract int limit();

  /** Processes the result of an attempt. */
  abstract void add(Sample sample);

  static Adaptation of(ConcurrencyLimit rules, long nowNanos) {
    return switch (rules.rule()) {
      case FIXED -> new Fixed(rules.initial());
      case AIMD -> new Moving(rules, nowNanos, false);
      case GRADIENT -> new Moving(rules, nowNanos, true);
    };
  }

  private static final class Fixed extends Adaptation {
    private final int limit;

    Fixed(int limit) {
      this.limit = limit;
    }

    @Override
    int limit() {
      return limit;
    }

    @Override
    void add(Sample sample) {
      // A fixed limit.
    }
  }

  /**
   * The estimates at one moment.
   *
   * @param limit with a fraction, so that small steps add up
   * @param usualNanos the usual latency, which changes slowly; 0 before the first sample
   * @param cutNanos when the limit was last cut: attempts begun before that do not cut it again
   */
  private record Estimate(double limit, double usualNanos, long cutNanos) {}

  private static final class Moving extends Adaptation {
    /** A failure lowers the limit by a tenth, as in Netflix's concurrency-limits. */
    private static final double CUT = 0.9;
    /** Gradient2: how far latency may rise before the limit falls, and how many may queue there. */
    private static final double TOLERANCE = 1.5;

    private static final double ROOM = 4;
    private static final double SMOOTHING = 0.2;
    private static final double MEMORY = 1.0 / 600;

    private final int max;
    private final boolean gradient;
    private final AtomicReference<Estimate> estimate;

    Moving(ConcurrencyLimit rules, long nowNanos, boolean gradient) {
      this.max = rules.max();
      this.gradient = gradient;
      this.estimate = new AtomicReference<>(new Estimate(rules.initial(), 0, nowNanos));
    }

    @Override
    int limit() {
      return (int) estimate().limit();
    }

    @Override
    void add(Sample sample) {
      Estimate old = estimate();
      Estimate next = sample.ending() == Ending.FAILED
          ? cut(old, sample)
          : gradient ? followLatency(old, sample) : grow(old, sample);
      estimate.compareAndSet(old, next);
    }

    private Estimate estimate() {
      return Objects.requireNonNull(estimate.get());
    }

    private Estimate cut(Estimate old, Sample sample) {
      boolean begunBefore = sample.nowNanos() - sample.elapsedNanos() - old.cutNanos() < 0;
      return begunBefore || unused(old, sample)
          ? old
          : new Estimate(bounded(old.limit() * CUT), old.usualNanos(), sample.nowNanos());
    }

    private Estimate grow(Estimate old, Sample sample) {
      return unused(old, sample)
          ? old
          : new Estimate(bounded(old.limit() + 1 / old.limit()), old.usualNanos(), old.cutNanos());
    }

    private Estimate followLatency(Estimate old, Sample sample) {
      double present = Math.max(1, sample.elapsedNanos());
      double usual = old.usualNanos() == 0
          ? present
          : old.usualNanos() + (present - old.usualNanos()) * MEMORY;
      if (usual > 2 * present) {
        // Adapts faster after a slow period.
        usual *= 0.95;
      }
      if (unused(old, sample)) {
        return new Estimate(old.limit(), usual, old.cutNanos());
      }
      double ratio = Math.max(0.5, Math.min(1, TOLERANCE * usual / present));
      double target = old.limit() * ratio + ROOM;
      double limit = old.limit() * (1 - SMOOTHING) + target * SMOOTHING;
      return new Estimate(bounded(limit), usual, old.cutNanos());
    }

    /** A limit that is used by less than half is not judged. */
    private static boolean unused(Estimate old, Sample sample) {
      return sample.inFlight() * 2 < old.limit();
    }

    private double bounded(double limit) {
      return Math.max(1, Math.min(max, limit));
    }
  }
}
