/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Ending;
import dev.holdfast.time.TimeSource;
import dev.holdfast.window.SlidingCounts;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/*
 * The balance is one number: the instant since which the budget has been refilling, at one retry
 * per refill/reserve. "Now minus that instant" is the balance as a time. A retry moves the instant
 * forward by its price, a success moves it back by its part, but not before the instant at which
 * the budget would be full. So paying for a retry is one compare-and-set, refilling costs nothing,
 * and no thread waits for another.
 */
final class TokenBudget implements Budget {

  /** The furthest instant in the past, so that differences cannot overflow for decades. */
  private static final long FURTHEST_BACK = 1L << 61;

  private final String name;
  private final RetryBudget rules;
  private final TimeSource time;
  private final long priceNanos;
  private final long depositNanos;
  private final SlidingCounts successes;
  private final LongAdder inFlight = new LongAdder();
  private final FailingCalls failing = new FailingCalls();
  private final long madeNanos;
  private final AtomicLong fillingSince;

  TokenBudget(String name, RetryBudget rules, TimeSource time) {
    this.name = name;
    this.rules = rules;
    this.time = time;
    this.priceNanos = Math.max(1, Nanos.of(rules.refill()) / rules.reserve());
    this.depositNanos = (long) (rules.ratio() * priceNanos);
    this.successes = new SlidingCounts(1, Nanos.of(rules.window()), time);
    this.madeNanos = time.nanoTime();
    this.fillingSince = new AtomicLong(madeNanos - priceNanos * rules.reserve());
  }

  @Override
  public boolean tryAcquire() {
    return take(time.nanoTime(), 0);
  }

  /*
   * Attempts in flight count as successes in advance: of a thousand calls at once after an idle
   * time, the fifty that fail first need not wait for the others to succeed. After an attempt that
   * failed slowly nothing is lent, since the attempts in flight probably hang too.
   */
  @Override
  public boolean tryAcquire(Budget.Purpose purpose) {
    long now = time.nanoTime();
    boolean alone = failing.alone(purpose.call(), now);
    if (waitsInACrowd(purpose, now)) {
      return alone;
    }
    long lent = Ending.quick(purpose.tookNanos()) ? lentNanos() : 0;
    if (take(now, lent)) {
      return true;
    }
    if (alone) {
      borrow(now);
    }
    return alone;
  }

  /** Grants a retry without a token. At most one token is owed; a refund pays it back. */
  private void borrow(long now) {
    fillingSince.updateAndGet(
        since -> now - Math.max(balance(now, since) - priceNanos, -priceNanos));
  }

  /**
   * While nothing succeeds, one call may wait as long as the server asked; the others fail at once,
   * with the time. Otherwise all calls that were told the same date would return together.
   */
  private boolean waitsInACrowd(Budget.Purpose purpose, long now) {
    return purpose.waits() > 0
        && successes.sum(0) == 0
        && balance(now, fillingSince.get())
            < (rules.reserve() + 1 - purpose.waits()) * priceNanos - priceNanos / 100;
  }

  private long lentNanos() {
    return (long) (rules.ratio() * Math.max(0, inFlight.sum()) * priceNanos);
  }

  private boolean take(long now, long lentNanos) {
    while (true) {
      long since = fillingSince.get();
      long next = now - balance(now, since) + priceNanos;
      if (next - now > lentNanos) {
        return false;
      }
      if (fillingSince.compareAndSet(since, next)) {
        return true;
      }
    }
  }

  /** The payment moved the instant at least as far forward. */
  @Override
  public void refund() {
    fillingSince.addAndGet(-priceNanos);
  }

  @Override
  public void deposit() {
    successes.add(0);
    if (madeNanos - fillingSince.get() < FURTHEST_BACK) {
      fillingSince.addAndGet(-depositNanos);
    }
  }

  @Override
  public void began() {
    inFlight.increment();
  }

  @Override
  public void ended() {
    inFlight.decrement();
  }

  /** The balance in nanoseconds; one retry costs {@link #priceNanos}. */
  private long balance(long now, long since) {
    double full = Math.max(rules.reserve(), rules.ratio() * successes.sum(0));
    return Math.min(now - since, (long) (full * priceNanos));
  }

  @Override
  public OptionalLong left() {
    return OptionalLong.of(retriesLeft());
  }

  private long retriesLeft() {
    return Math.max(0, balance(time.nanoTime(), fillingSince.get())) / priceNanos;
  }

  @Override
  public String describe() {
    long left = retriesLeft();
    return "the retry budget of " + name + " (" + rules + ") "
        + (left == 0 ? "is used up" : "has " + left + " left");
  }

  @Override
  public String toString() {
    return describe();
  }
}
