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
   * Admits all attempts and counts their results.
   *
   * @param inFlight attempts that were admitted and have not ended
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
    /** If the probes take this long, one more probe may begin. */
    private final long patienceNanos;
    /** The start of the last regular probe. */
    private volatile long latestNanos;
    /** The start of the last probe, extra probes included. */
    private final AtomicLong begunNanos;
    /** The start of the latest probe that succeeded. Failures of earlier probes are outdated. */
    private final AtomicLong goodSinceNanos;
    /** The number of probes that may still begin. */
    private final AtomicInteger free;
    /** Whether an extra probe has begun because the regular ones hang. */
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

    /** Whether all probes have begun, the last one that long ago, without a decision. */
    boolean hangs(long nowNanos, long longestNanos) {
      return free.get() == 0 && nowNanos - latestNanos >= longestNanos;
    }

    boolean take(long nowNanos) {
      while (true) {
        int left = free.get();
        if (left == 0) {
          return takeExtra(nowNanos);
        }
        if (free.compareAndSet(left, left - 1)) {
          latestNanos = nowNanos;
          begunNanos.set(nowNanos);
          return true;
        }
      }
    }

    /** The probes hang. An extra probe finds out whether the origin is back. */
    private boolean takeExtra(long nowNanos) {
      long latest = begunNanos.get();
      if (nowNanos - latest < patienceNanos || !begunNanos.compareAndSet(latest, nowNanos)) {
        return false;
      }
      hanging = true;
      return true;
    }

    /** A probe said nothing: another one may begin. */
    void giveBack() {
      free.incrementAndGet();
    }

    /** Counts the result of a probe that began then; returns whether there are enough to decide. */
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
        // The missing results must not wait for the probes that hang.
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
