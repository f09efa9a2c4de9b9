/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.retry.Outcome;
import dev.holdfast.thread.ThreadInterrupt;
import dev.holdfast.time.Scheduled;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the current thread when an attempt, or its call, has used up its time, or a token
 * cancels it. The object is its own timer task, since every call with a limit makes one.
 */
final class TimeoutInterrupt extends ThreadInterrupt<TimeoutInterrupt.Cause> implements Runnable {

  /** The cause of an interrupt. */
  enum Cause {
    ATTEMPT_TIMEOUT,
    DEADLINE,
    CANCELLED,
    /** The other attempt of a hedged pair has settled the pair. */
    OUTCOME_SETTLED
  }

  private final boolean deadlineFirst;
  private @Nullable Scheduled timer;

  private TimeoutInterrupt(boolean deadlineFirst) {
    this.deadlineFirst = deadlineFirst;
  }

  /** Creates an interrupt without a time limit, for the calling thread. */
  static TimeoutInterrupt untimed() {
    return new TimeoutInterrupt(false);
  }

  /**
   * Creates an interrupt with the limit that comes first, for the calling thread.
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

  @Override
  public @Nullable Cause disarm() {
    if (timer != null) {
      timer.cancel();
    }
    return super.disarm();
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
