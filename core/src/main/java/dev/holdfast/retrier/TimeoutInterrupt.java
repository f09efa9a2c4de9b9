/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Scheduled;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Lets a timer or a token interrupt the thread that made it, but only until it is disarmed: an
 * interrupt never arrives later, in code that is not ours. A genuine interrupt that was there
 * before stays, and does what ours would have; one that comes in the same moment as ours is taken
 * for ours. It is its own timer task: arming one is on the path of every call with a limit.
 */
final class TimeoutInterrupt implements Runnable {

  private static final AtomicIntegerFieldUpdater<TimeoutInterrupt> STATE =
      AtomicIntegerFieldUpdater.newUpdater(TimeoutInterrupt.class, "state");

  /** What may strike. */
  enum Cause {
    ATTEMPT_TIMEOUT,
    DEADLINE,
    CANCELLED,
    /** Nobody waits for the attempt any more: the other one of a hedge has settled the matter. */
    OUTRUN
  }

  private static final int ARMED = 0;
  private static final int STRIKING = 1;
  private static final int STRUCK = 2;
  private static final int DISARMED = 3;

  private final Thread thread = Thread.currentThread();
  private final boolean deadlineFirst;
  private volatile int state = ARMED;

  private @Nullable Scheduled timer;
  private @Nullable Cause strike;

  private TimeoutInterrupt(boolean deadlineFirst) {
    this.deadlineFirst = deadlineFirst;
  }

  /** Guards the calling thread, without a limit. */
  static TimeoutInterrupt untimed() {
    return new TimeoutInterrupt(false);
  }

  /**
   * Guards the calling thread with the limit that comes first.
   *
   * @param attemptNanos of this attempt
   * @param leftNanos of the whole call
   */
  static TimeoutInterrupt arm(Options options, long attemptNanos, long leftNanos) {
    long left = options.interruptAtDeadline() ? leftNanos : Long.MAX_VALUE;
    long limit = Math.min(left, attemptNanos);
    TimeoutInterrupt guard = new TimeoutInterrupt(left <= attemptNanos);
    if (limit != Long.MAX_VALUE) {
      guard.timer = options.time().schedule(limit, guard);
    }
    return guard;
  }

  /** The timer's strike. */
  @Override
  public void run() {
    strike(deadlineFirst ? Cause.DEADLINE : Cause.ATTEMPT_TIMEOUT);
  }

  /** Interrupts the guarded thread, unless something else has, or it is too late. */
  void strike(Cause by) {
    if (STATE.compareAndSet(this, ARMED, STRIKING)) {
      if (!thread.isInterrupted()) {
        strike = by;
        thread.interrupt();
      }
      state = STRUCK;
    }
  }

  /** Whether something has struck already. */
  boolean hasStruck() {
    return state != ARMED;
  }

  /** Ends the guard; what interrupted, if anything of ours did. The interrupt is then cleared. */
  @Nullable Cause disarm() {
    if (timer != null) {
      timer.cancel();
    }
    if (STATE.compareAndSet(this, ARMED, DISARMED)) {
      return null;
    }
    while (state != STRUCK) {
      // The striker is between its two steps.
      Thread.onSpinWait();
    }
    if (strike != null) {
      Thread.interrupted();
    }
    return strike;
  }

  /**
   * What comes of an attempt that was struck: a value that came in spite of the interrupt is a
   * value.
   *
   * @param limitNanos of the attempt
   */
  static <T> Outcome<T> outcome(
      Outcome<T> made, @Nullable Cause strike, int attempt, long limitNanos) {
    return strike == Cause.ATTEMPT_TIMEOUT && made instanceof Outcome.Failure<T> failure
        ? Outcome.failed(new AttemptTimeoutException(attempt, limitNanos, failure.error()))
        : made;
  }
}
