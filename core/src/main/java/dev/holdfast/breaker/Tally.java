/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.breaker;

import dev.holdfast.time.TimeSource;
import dev.holdfast.window.SlidingCounts;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** Counts calls over the breaker's window. Thread-safe without a lock. */
sealed interface Tally {

  void record(boolean failed, boolean slow);

  Counts counts();

  static Tally of(BreakerPolicy policy, TimeSource time) {
    return policy.lastCalls() > 0
        ? new ByCount(policy.lastCalls())
        : new ByTime(new SlidingCounts(3, policy.lastNanos(), time));
  }

  /** Over a time. */
  record ByTime(SlidingCounts window) implements Tally {
    private static final int CALLS = 0;
    private static final int FAILED = 1;
    private static final int SLOW = 2;

    @Override
    public void record(boolean failed, boolean slow) {
      window.add(CALLS);
      if (failed) {
        window.add(FAILED);
      }
      if (slow) {
        window.add(SLOW);
      }
    }

    @Override
    public Counts counts() {
      return new Counts(window.sum(CALLS), window.sum(FAILED), window.sum(SLOW));
    }
  }

  /** Over a number of calls: a ring in which each new call replaces the oldest. */
  final class ByCount implements Tally {
    private static final int FAILED = 1;
    private static final int SLOW = 2;

    private final AtomicIntegerArray ring;
    private final AtomicLong next = new AtomicLong();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();

    ByCount(int size) {
      ring = new AtomicIntegerArray(size);
    }

    @Override
    public void record(boolean callFailed, boolean callSlow) {
      int fresh = (callFailed ? FAILED : 0) | (callSlow ? SLOW : 0);
      int place = (int) (next.getAndIncrement() % ring.length());
      int old = ring.getAndSet(place, fresh);
      add(failed, fresh & FAILED, old & FAILED);
      add(slow, fresh & SLOW, old & SLOW);
    }

    private static void add(AtomicInteger count, int fresh, int old) {
      if (fresh != old) {
        count.addAndGet(fresh != 0 ? 1 : -1);
      }
    }

    @Override
    public Counts counts() {
      return new Counts(Math.min(next.get(), ring.length()), failed.get(), slow.get());
    }
  }
}
