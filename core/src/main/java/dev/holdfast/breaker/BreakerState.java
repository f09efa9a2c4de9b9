/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import dev.holdfast.breaker.CircuitBreaker.State;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a breaker is doing at the moment. A breaker replaces its phase as a whole, so the result of
 * an attempt always goes to the phase that let it pass.
 */
sealed interface BreakerState {

  State state();

  Counts counts();

  /** Lets everything pass and counts. */
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

  /** Lets nothing pass until then. */
  record Open(long untilNanos, String why, Counts counts) implements BreakerState {
    @Override
    public State state() {
      return State.OPEN;
    }
  }

  /** Set by hand; stays so. */
  record Fixed(State state) implements BreakerState {
    @Override
    public Counts counts() {
      return Counts.NONE;
    }
  }

  /** Lets a few probes pass, whose results decide. */
  final class HalfOpen implements BreakerState {
    private final int probes;
    /** When the last probe so far began. */
    private volatile long latestNanos;
    /** Probes that may still begin. */
    private final AtomicInteger free;

    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();

    HalfOpen(int probes, long nowNanos) {
      this.probes = probes;
      this.latestNanos = nowNanos;
      this.free = new AtomicInteger(probes);
    }

    /** How long no probe has begun. */
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

    /** A probe that says nothing: another one may go. */
    void giveBack() {
      free.incrementAndGet();
    }

    /** The result of a probe; true if it was the last one. */
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
