/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import dev.holdfast.breaker.CircuitBreaker.State;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The state of a breaker. It is replaced as a whole, so the result of an attempt always goes to the
 * state that admitted the attempt.
 */
sealed interface BreakerState {

  State state();

  Counts counts();

  /**
   * Lets everything pass and counts.
   *
   * @param inFlight those that have passed and not yet ended
   */
  record Closed(Tally tally, LongAdder inFlight) implements BreakerState {
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
    /** A probe that has taken so long gets another one beside it. */
    private final long patienceNanos;
    /** When the last probe so far began, not counting those beside others. */
    private volatile long latestNanos;
    /** When the last probe of all began. */
    private final AtomicLong begunNanos;
    /** When the latest probe began that has succeeded: what began earlier is no news. */
    private final AtomicLong goodSinceNanos;
    /** Probes that may still begin. */
    private final AtomicInteger free;
    /** Whether another probe had to join those that hang. */
    private volatile boolean hanging;

    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();

    HalfOpen(int probes, long patienceNanos, long nowNanos) {
      this.probes = probes;
      this.patienceNanos = patienceNanos;
      this.latestNanos = nowNanos;
      this.begunNanos = new AtomicLong(nowNanos);
      this.goodSinceNanos = new AtomicLong(nowNanos);
      this.free = new AtomicInteger(probes);
    }

    /** Whether all probes have begun, the last one so long ago, and they have not decided. */
    boolean hangs(long nowNanos, long longestNanos) {
      return free.get() == 0 && nowNanos - latestNanos >= longestNanos;
    }

    boolean take(long nowNanos) {
      while (true) {
        int left = free.get();
        if (left == 0) {
          return beside(nowNanos);
        }
        if (free.compareAndSet(left, left - 1)) {
          latestNanos = nowNanos;
          begunNanos.set(nowNanos);
          return true;
        }
      }
    }

    /** The probes hang: another one may find out that the place is back since. */
    private boolean beside(long nowNanos) {
      long latest = begunNanos.get();
      if (nowNanos - latest < patienceNanos || !begunNanos.compareAndSet(latest, nowNanos)) {
        return false;
      }
      hanging = true;
      return true;
    }

    /** A probe that says nothing: another one may go. */
    void giveBack() {
      free.incrementAndGet();
    }

    /** The result of a probe that began then; true if now there are enough of them to judge. */
    boolean ended(long sinceNanos, boolean probeFailed, boolean probeSlow) {
      if (probeFailed && sinceNanos - goodSinceNanos.get() < 0) {
        return false;
      }
      if (probeFailed) {
        failed.incrementAndGet();
      } else {
        goodSinceNanos.accumulateAndGet(sinceNanos, (one, other) -> one - other > 0 ? one : other);
      }
      if (probeSlow) {
        slow.incrementAndGet();
      }
      if (ended.incrementAndGet() >= probes) {
        return true;
      }
      if (hanging && !probeFailed) {
        // What is missing need not wait for those that hang.
        free.compareAndSet(0, 1);
      }
      return false;
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
