/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.cooldown;

import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Refusal;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lets attempts begin at a {@link RecoveryRate}, first come, first served. The queue is bounded by
 * time: an attempt that would wait longer than ten seconds at the present rate fails at once, with
 * that time. While nothing succeeds, attempts wait for the result of the next probe, and fail with
 * it.
 *
 * <p>Guarded by its monitor, which is never held while a waiting attempt is woken.
 */
final class Recovery {

  private static final long SECOND = 1_000_000_000L;
  /** The longest wait for a permit. */
  static final long LONGEST_NANOS = Nanos.of(Cooldown.LONGEST_WAIT);
  /** A hanging probe holds up waiting attempts no longer than this. */
  private static final long DARK_LONGEST_NANOS = 3 * SECOND;
  /**
   * The number of attempts that may wait for a probe: those of this many seconds, but at least that
   * many.
   */
  private static final int DARK_SECONDS = 4;

  private static final long IDLE_NANOS = 60 * SECOND;
  /** A timer may be this late: the permits of that time are made up for. */
  private static final long TIMER_LATE_NANOS = 30_000_000;

  private static final int FEW = 5;
  /** With each good round, the estimate of a wait is corrected by a part. */
  private static final double EXTRA_PER_GOOD_ROUND = 0.3;

  private static final int MOST_EXTRA_ROUNDS = 3;

  private final String name;
  private final TimeSource time;
  private final RecoveryRate rate;
  private final Deque<RecoveryTicket> queue = new ArrayDeque<>();
  private long nextTurn;
  private long lastNanos;
  /** The interval between the last permit and the next. */
  private long interval;

  private Scheduled timer = () -> {};
  private long timerAt;
  private boolean timed;

  /** A recovery at its start. */
  Recovery(String name, RecoveryRate rate, TimeSource time) {
    this.name = name;
    this.rate = rate;
    this.time = time;
    this.interval = rate.dark() ? rate.intervalNanos() : 0;
    this.lastNanos = time.nanoTime();
    this.nextTurn = lastNanos + interval;
  }

  /** Answers an attempt that would begin now; it waits if it may. */
  synchronized Admission admit(boolean waits) {
    long now = time.nanoTime();
    lastNanos = now;
    rate.passed(now);
    if (queue.isEmpty() && nextTurn - now <= 0) {
      taken(now);
      return Admission.freely();
    }
    long next = nextTurn - now;
    if (waits && queue.isEmpty() && next <= interval) {
      return firstInLine(next, refusal(next));
    }
    long before = rate.dark() ? 0 : (long) (queue.size() * SECOND / rate.perSecond());
    long expected = Math.max(0, next) + before;
    if (!waits || !hasRoom(expected)) {
      return new Admission.Refused(refusal(expected));
    }
    return queued(now, rate.dark() ? DARK_LONGEST_NANOS : LONGEST_NANOS, refusal(expected));
  }

  /**
   * Answers an attempt while the origin is left alone for another time: the attempt waits for a
   * turn after it. So no more attempts wait than can get a turn, and they fail together with the
   * first if that one is told to wait again.
   */
  synchronized Admission admitAfter(long leftNanos, Refusal refusal) {
    long now = time.nanoTime();
    lastNanos = now;
    rate.passed(now);
    if (now + leftNanos - nextTurn > 0) {
      nextTurn = now + leftNanos + rate.spreadNanos(Math.min(leftNanos / 10, SECOND));
      if (queue.isEmpty()) {
        return firstInLine(nextTurn - now, refusal);
      }
    }
    long expected = nextTurn - now + (long) (queue.size() * SECOND / rate.before());
    if (expected > LONGEST_NANOS) {
      return new Admission.Refused(refusal.retryAfterNanos(expected));
    }
    return queued(now, LONGEST_NANOS, refusal);
  }

  private Admission queued(long now, long longest, Refusal refusal) {
    RecoveryTicket turn = new RecoveryTicket(this, now);
    queue.add(turn);
    schedule(now);
    return new Admission.Queued(turn, longest, refusal);
  }

  /**
   * Reserves the next permit for an attempt that is first in the queue. It sleeps until then, so a
   * test clock that skips sleeps needs no other thread to wake it.
   */
  private Admission firstInLine(long untilPermit, Refusal refusal) {
    taken(nextTurn);
    long mine = interval;
    Permit turn = (ending, took) -> {
      if (ending == Ending.UNUSED) {
        giveBack(mine);
      }
    };
    return new Admission.Granted(turn, untilPermit, refusal::reason);
  }

  private synchronized void giveBack(long turn) {
    nextTurn -= turn;
    schedule(time.nanoTime());
  }

  private boolean hasRoom(long expected) {
    if (rate.dark()) {
      return queue.size() < Math.max(FEW, rate.before() * DARK_SECONDS);
    }
    int good = Math.min(MOST_EXTRA_ROUNDS, rate.goodRounds());
    return expected <= LONGEST_NANOS * (1 + EXTRA_PER_GOOD_ROUND * good);
  }

  private Refusal refusal(long expected) {
    boolean dark = rate.dark();
    long perSecond = Math.round(rate.perSecond());
    int waiting = queue.size();
    return Refusal.of(
            Refusal.Kind.RATE_LIMITED,
            () -> dark
                ? name
                    + " is overloaded and nothing succeeds: one attempt a second finds out if it is"
                    + " back"
                : name + " is overloaded and gets " + perSecond + " attempts a second: " + waiting
                    + " wait already, so the next attempt may begin in " + Nanos.format(expected))
        .retryAfterNanos(Math.max(1, dark ? SECOND : expected));
  }

  /** At most one permit is saved up while idle, or those that a late timer has missed. */
  private void taken(long now) {
    interval = rate.intervalNanos();
    long earliest = now - Math.max(interval, TIMER_LATE_NANOS);
    nextTurn = (nextTurn - earliest > 0 ? nextTurn : earliest) + interval;
  }

  /** The origin says that it limits its clients. */
  synchronized void limited() {
    rate.limited();
  }

  /** An attempt has ended. */
  void ended(boolean success, boolean slow, long tookNanos) {
    List<RecoveryTicket> woken = new ArrayList<>(0);
    synchronized (this) {
      long now = time.nanoTime();
      rate.passed(now);
      if (!success) {
        rate.failed();
      } else if (rate.succeeded(now, slow, tookNanos)) {
        nextTurn = now;
      }
      if (rate.dark() && (!success || slow)) {
        giveUp(now - tookNanos, woken);
      }
      serve(now, woken);
    }
    woken.forEach(RecoveryTicket::wake);
  }

  /** A probe has failed: all attempts that came before it began fail too. */
  private void giveUp(long begun, List<RecoveryTicket> woken) {
    while (!queue.isEmpty() && queue.element().since() - begun <= 0) {
      woken.add(queue.remove());
    }
  }

  private void onTimer() {
    List<RecoveryTicket> woken = new ArrayList<>(0);
    synchronized (this) {
      timed = false;
      long now = time.nanoTime();
      rate.passed(now);
      serve(now, woken);
    }
    woken.forEach(RecoveryTicket::wake);
  }

  private void serve(long now, List<RecoveryTicket> woken) {
    while (!queue.isEmpty() && nextTurn - now <= 0) {
      RecoveryTicket first = queue.remove();
      if (first.grant()) {
        taken(now);
        woken.add(first);
      }
    }
    schedule(now);
  }

  private void schedule(long now) {
    boolean soonEnough = timed && timerAt - nextTurn <= 0;
    if (queue.isEmpty() || soonEnough) {
      return;
    }
    if (timed) {
      timer.cancel();
    }
    timed = false;
    timer = time.schedule(Math.max(0, nextTurn - now), this::onTimer);
    timerAt = nextTurn;
    timed = true;
  }

  /** Whether no attempt came for a minute and none waits. */
  synchronized boolean idle() {
    return queue.isEmpty() && time.nanoTime() - lastNanos > IDLE_NANOS;
  }

  /** Whether the origin has recovered and no attempt waits. */
  synchronized boolean over() {
    return rate.recovered() && queue.isEmpty();
  }

  /** An attempt has left the queue. */
  synchronized void left(RecoveryTicket turn) {
    queue.remove(turn);
  }

  /** The present rate, in words. */
  synchronized String describe() {
    return rate.dark()
        ? "nothing succeeds, one attempt a second"
        : Math.round(rate.perSecond()) + " attempts a second, " + queue.size() + " waiting";
  }
}
