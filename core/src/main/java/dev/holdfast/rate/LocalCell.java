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
 * the next free permit. While idle, that instant falls behind the clock by at most the burst.
 *
 * A permit that comes back while later ones are reserved leaves a gap. Moving the one number back
 * would grant the later permits twice, and dropping the gap would let cancelled calls delay all
 * others. So gaps are kept until their time has passed, and are granted first.
 *
 * Instants are counted from the start of the cell, so that they have an order even if the clock
 * wraps.
 */
final class LocalCell implements LimitCell {

  /** The longest interval and wait, so that sums of two cannot overflow. */
  private static final long FURTHEST = Long.MAX_VALUE / 8;

  private final TimeSource time;
  private final long startNanos;
  private final AtomicLong nextTurn;
  private final NavigableSet<Long> gaps = new ConcurrentSkipListSet<>();
  private final AtomicLong closedUntil = new AtomicLong();
  /** While false, no call has to read the clock. */
  private volatile boolean everClosed;

  LocalCell(TimeSource time) {
    this.time = time;
    this.startNanos = time.nanoTime();
    // Far enough in the past for any burst.
    this.nextTurn = new AtomicLong(-FURTHEST);
  }

  /** A reserved permit, with its interval and the time that may be saved up. */
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
        // It would still be saved up, unless an attempt waits for a later permit.
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
  public long untilPermit() {
    long now = now();
    Long gap = gaps.ceiling(now);
    return Math.max(0, (gap == null ? nextTurn.get() : gap) - now);
  }

  /** The longest time by which the next permit may lie in the past. */
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
