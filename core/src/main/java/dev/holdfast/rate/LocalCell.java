/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.rate;

import dev.holdfast.time.Nanos;
import dev.holdfast.time.TimeSource;
import java.util.concurrent.atomic.AtomicLong;

/*
 * The generic cell rate algorithm (ATM Forum, 1996): a token bucket as one number, the instant of
 * the next free turn. A quiet time lets that instant fall behind the clock by at most the burst.
 */
final class LocalCell implements LimitCell {

  private final TimeSource time;
  private final AtomicLong nextTurn;
  private final AtomicLong closedUntil;
  /** Until then, no call has to look at the clock. */
  private volatile boolean everClosed;

  LocalCell(TimeSource time) {
    this.time = time;
    long now = time.nanoTime();
    // Long enough ago for any burst, near enough for differences to be right.
    this.nextTurn = new AtomicLong(now - Long.MAX_VALUE / 4);
    this.closedUntil = new AtomicLong(now);
  }

  @Override
  public long take(long intervalNanos, int burst, long longestNanos) {
    while (true) {
      long next = nextTurn.get();
      long fromNow = fromNow(next, intervalNanos, burst);
      long wait = Math.max(0, fromNow);
      if (wait > longestNanos) {
        return TOO_LONG;
      }
      long now = time.nanoTime();
      if (nextTurn.compareAndSet(next, now + fromNow + intervalNanos)) {
        return wait;
      }
    }
  }

  @Override
  public void giveBack(long intervalNanos) {
    nextTurn.addAndGet(-intervalNanos);
  }

  @Override
  public long untilTurn(long intervalNanos, int burst) {
    return Math.max(0, fromNow(nextTurn.get(), intervalNanos, burst));
  }

  private long fromNow(long next, long intervalNanos, int burst) {
    long saved = Nanos.multiply(burst - 1L, intervalNanos);
    return Math.max(next - time.nanoTime(), -Math.min(saved, Long.MAX_VALUE / 4));
  }

  @Override
  public void close(long nanos) {
    long until = time.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 4);
    closedUntil.accumulateAndGet(until, (a, b) -> a - b > 0 ? a : b);
    everClosed = true;
  }

  @Override
  public long closedFor() {
    return everClosed ? Math.max(0, closedUntil.get() - time.nanoTime()) : 0;
  }
}
