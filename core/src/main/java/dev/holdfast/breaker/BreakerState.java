/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import dev.holdfast.breaker.CircuitBreaker.State;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The state of a breaker. It is replaced as a whole, so the result of an attempt always goes to the
 * state that admitted the attempt.
 */
sealed interface BreakerState {

  State state();

  Counts counts();

  /** Admits all attempts and counts their results. */
  record Closed(Tally tally) implements BreakerState {
    @Override
    public State state() {
      return State.CLOSED;
    }

    @Override
    public Counts counts() {
      return tally.counts();
    }
  }

  /** Refuses all attempts until that time. */
  record Open(long untilNanos, String why, Counts counts) implements BreakerState {
    @Override
    public State state() {
      return State.OPEN;
    }
  }

  /** Set by hand; does not change by itself. */
  record Fixed(State state) implements BreakerState {
    @Override
    public Counts counts() {
      return Counts.NONE;
    }
  }

  /** Admits a few probes, whose results decide. */
  final class HalfOpen implements BreakerState {
    private final int probes;
    /** The start of the last probe. */
    private volatile long latestNanos;
    /** The number of probes that may still begin. */
    private final AtomicInteger free;

    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();

    HalfOpen(int probes, long nowNanos) {
      this.probes = probes;
      this.latestNanos = nowNanos;
      this.free = new AtomicInteger(probes);
    }

    /** The time since the last probe began. */
    long quietNanos(long nowNanos) {
      return nowNanos - latestNanos;
    }

    boolean take(long nowNanos) {
      while (true) {
        int left = free.get();
        if (left == 0) {
          return false;
        }
        if (free.compareAndSet(left, left - 1)) {
          latestNanos = nowNanos;
          return true;
        }
      }
    }

    /** A probe said nothing: another one may begin. */
    void giveBack() {
      free.incrementAndGet();
    }

    /** Counts the result of a probe; returns whether it was the last. */
    boolean ended(boolean probeFailed, boolean probeSlow) {
      if (probeFailed) {
        failed.incrementAndGet();
      }
      if (probeSlow) {
        slow.incrementAndGet();
      }
      return ended.incrementAndGet() == probes;
    }

    @Override
    public State state() {
      return State.HALF_OPEN;
    }

    @Override
    public Counts counts() {
      return new Counts(ended.get(), failed.get(), slow.get());
    }
  }
}
