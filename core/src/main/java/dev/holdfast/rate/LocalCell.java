/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.rate;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.time.TimeSource;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/*
 * The generic cell rate algorithm (ATM Forum, 1996): a token bucket as one number, the instant of
 * the next free turn. A quiet time lets that instant fall behind the clock by at most the burst.
 *
 * Turns that come back while later ones are held leave a gap. Moving the one number back would hand
 * out the later turns twice, and losing the gap would let calls that give up push all others away;
 * so gaps are kept until their time comes, and go first.
 *
 * Instants are counted from the cell's beginning, so that they have an order even if the clock wraps.
 */
final class LocalCell implements LimitCell {

  /** No interval and no wait is longer, so that sums of two stay far from an overflow. */
  private static final long FURTHEST = Long.MAX_VALUE / 8;

  private final TimeSource time;
  private final long startNanos;
  private final AtomicLong nextTurn;
  private final NavigableSet<Long> gaps = new ConcurrentSkipListSet<>();
  private final AtomicLong closedUntil = new AtomicLong();
  /** Until then, no call has to look at the clock. */
  private volatile boolean everClosed;

  LocalCell(TimeSource time) {
    this.time = time;
    this.startNanos = time.nanoTime();
    // Long enough ago for any burst.
    this.nextTurn = new AtomicLong(-FURTHEST);
  }

  /** A turn at that instant, one of those that are so far apart and saved up for so long. */
  private final class LocalReservation implements Reservation {
    private final long at;
    private final long waitNanos;
    private final long interval;
    private final long saved;

    LocalReservation(long at, long now, long interval, long saved) {
      this.at = at;
      this.waitNanos = Math.max(0, at - now);
      this.interval = interval;
      this.saved = saved;
    }

    @Override
    public long waitNanos() {
      return waitNanos;
    }

    @Override
    public void giveBack() {
      long now = now();
      gaps.headSet(now).clear();
      if (nextTurn.compareAndSet(at + interval, at)) {
        return;
      }
      if (at > now) {
        gaps.add(at);
      } else if (at >= now - saved) {
        // It would be saved up still; unless somebody waits for a turn that is to come.
        nextTurn.getAndUpdate(next -> next - interval > now ? next : next - interval);
      }
    }
  }

  private long now() {
    return time.nanoTime() - startNanos;
  }

  @Override
  public @Nullable Reservation take(long intervalNanos, int burst, long longestNanos) {
    long interval = Math.min(intervalNanos, FURTHEST);
    long saved = saved(interval, burst);
    long longest = Math.min(longestNanos, FURTHEST);
    while (true) {
      long now = now();
      Long gap = gaps.ceiling(now);
      if (gap != null) {
        if (gap - now > longest) {
          return null;
        }
        if (gaps.remove(gap)) {
          return new LocalReservation(gap, now, interval, saved);
        }
        continue;
      }
      long next = nextTurn.get();
      long at = Math.max(next, now - saved);
      if (at - now > longest) {
        return null;
      }
      if (nextTurn.compareAndSet(next, at + interval)) {
        return new LocalReservation(at, now, interval, saved);
      }
    }
  }

  @Override
  public long untilTurn() {
    long now = now();
    Long gap = gaps.ceiling(now);
    return Math.max(0, (gap == null ? nextTurn.get() : gap) - now);
  }

  /** How far the next turn may lie back. */
  private static long saved(long interval, int burst) {
    return Math.min(Nanos.multiply(burst - 1L, interval), FURTHEST);
  }

  @Override
  public void close(long nanos) {
    closedUntil.accumulateAndGet(now() + Math.min(nanos, FURTHEST), Math::max);
    everClosed = true;
  }

  @Override
  public long closedFor() {
    return everClosed ? Math.max(0, closedUntil.get() - now()) : 0;
  }
}
