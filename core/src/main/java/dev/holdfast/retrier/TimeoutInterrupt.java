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
 * Lets a timer or a token interrupt the current thread, until it is disarmed: no interrupt arrives
 * later, in code that follows. An interrupt from outside that was there before is kept; one that
 * arrives at the same moment as this one cannot be told apart from it. The object is its own timer
 * task, since every call with a limit makes one.
 */
final class TimeoutInterrupt implements Runnable {

  private static final AtomicIntegerFieldUpdater<TimeoutInterrupt> STATE =
      AtomicIntegerFieldUpdater.newUpdater(TimeoutInterrupt.class, "state");

  /** The cause of an interrupt. */
  enum Cause {
    ATTEMPT_TIMEOUT,
    DEADLINE,
    CANCELLED,
    /** The other attempt of a hedged pair has settled the pair. */
    OUTCOME_SETTLED
  }

  private static final int ARMED = 0;
  private static final int INTERRUPTING = 1;
  private static final int INTERRUPTED = 2;
  private static final int DISARMED = 3;

  private final Thread thread = Thread.currentThread();
  private final boolean deadlineFirst;
  private volatile int state = ARMED;

  private @Nullable Scheduled timer;
  private @Nullable Cause cause;

  private TimeoutInterrupt(boolean deadlineFirst) {
    this.deadlineFirst = deadlineFirst;
  }

  /** Without a time limit, for the calling thread. */
  static TimeoutInterrupt untimed() {
    return new TimeoutInterrupt(false);
  }

  /**
   * With the limit that comes first, for the calling thread.
   *
   * @param attemptNanos limit of this attempt
   * @param leftNanos time left for the whole call
   */
  static TimeoutInterrupt arm(Options options, long attemptNanos, long leftNanos) {
    long left = options.interruptAtDeadline() ? leftNanos : Long.MAX_VALUE;
    long limit = Math.min(left, attemptNanos);
    TimeoutInterrupt interrupt = new TimeoutInterrupt(left <= attemptNanos);
    if (limit != Long.MAX_VALUE) {
      interrupt.timer = options.time().schedule(limit, interrupt);
    }
    return interrupt;
  }

  /** Called by the timer. */
  @Override
  public void run() {
    interrupt(deadlineFirst ? Cause.DEADLINE : Cause.ATTEMPT_TIMEOUT);
  }

  /** Interrupts the thread, unless it was interrupted before or disarmed. */
  void interrupt(Cause by) {
    if (STATE.compareAndSet(this, ARMED, INTERRUPTING)) {
      if (!thread.isInterrupted()) {
        cause = by;
        thread.interrupt();
      }
      state = INTERRUPTED;
    }
  }

  /** Whether an interrupt was sent. */
  boolean wasSent() {
    return state != ARMED;
  }

  /** Disarms, and returns the cause if an interrupt was sent; the thread's flag is cleared then. */
  @Nullable Cause disarm() {
    if (timer != null) {
      timer.cancel();
    }
    if (STATE.compareAndSet(this, ARMED, DISARMED)) {
      return null;
    }
    while (state != INTERRUPTED) {
      // The interrupting thread is between its two steps.
      Thread.onSpinWait();
    }
    if (cause != null) {
      Thread.interrupted();
    }
    return cause;
  }

  /**
   * The outcome of an attempt that may have been interrupted. A value that was returned in spite of
   * the interrupt counts.
   *
   * @param limitNanos limit of the attempt
   */
  static <T> Outcome<T> outcome(
      Outcome<T> made, @Nullable Cause cause, int attempt, long limitNanos) {
    return cause == Cause.ATTEMPT_TIMEOUT && made instanceof Outcome.Failure<T> failure
        ? Outcome.failed(new AttemptTimeoutException(attempt, limitNanos, failure.error()))
        : made;
  }
}
