/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.hedge.RunningAttempt;
import dev.holdfast.retrier.TimeoutInterrupt.Cause;
import dev.holdfast.retry.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One of two attempts of a hedged pair, on the thread that runs it. An interrupt from outside
 * reaches the thread only while the block runs.
 */
final class BlockingAttempt<T> implements RunningAttempt<T> {

  private final Options options;
  private final Action<T, ?> action;
  private final int number;
  private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
  private volatile @Nullable TimeoutInterrupt interrupt;
  /** The cause of an interrupt that came before the attempt began. */
  private volatile @Nullable Cause early;

  private volatile @Nullable Cause interruptCause;
  private volatile @Nullable Outcome<T> disturbed;

  /** @param number number of the attempt that the pair stands for */
  BlockingAttempt(Options options, Action<T, ?> action, int number) {
    this.options = options;
    this.action = action;
    this.number = number;
  }

  @Override
  public CompletionStage<Outcome<T>> outcome() {
    return outcome;
  }

  /** Runs the attempt on this thread and completes the outcome. */
  @Override
  public void run() {
    tell(make(Long.MAX_VALUE));
  }

  void tell(Outcome<T> made) {
    outcome.complete(made);
  }

  /**
   * Runs the attempt on this thread.
   *
   * @param leftNanos time left for the whole call, if that limits the attempt
   */
  Outcome<T> make(long leftNanos) {
    long limit = options.attemptLimitNanos();
    TimeoutInterrupt armed = TimeoutInterrupt.arm(options, limit, leftNanos);
    interrupt = armed;
    Cause before = early;
    if (before != null) {
      armed.interrupt(before);
    }
    Outcome<T> made = armed.wasSent()
        ? Outcome.failed(new InterruptedException("it was over before it began"))
        : BlockingCall.once(action);
    Cause cause = armed.disarm();
    interruptCause = cause;
    if (cause == null && isInterruption(made)) {
      disturbed = made;
    }
    return TimeoutInterrupt.outcome(made, cause, number, limit);
  }

  private static boolean isInterruption(Outcome<?> outcome) {
    return outcome instanceof Outcome.Failure<?> failure
        && failure.error() instanceof InterruptedException;
  }

  /** The cause of the interrupt, if there was one. Valid after the run. */
  @Nullable Cause interruptCause() {
    return interruptCause;
  }

  /** The outcome if an interrupt from outside ended the attempt; null otherwise. */
  @Nullable Outcome<T> disturbed() {
    return disturbed;
  }

  /** Interrupts the attempt; one that has not begun fails at once. */
  void interrupt(Cause by) {
    if (early == null) {
      early = by;
    }
    TimeoutInterrupt armed = interrupt;
    if (armed != null) {
      armed.interrupt(by);
    }
  }

  /** Has no effect once the attempt has ended. */
  @Override
  public void cancel() {
    interrupt(Cause.OUTCOME_SETTLED);
  }
}
