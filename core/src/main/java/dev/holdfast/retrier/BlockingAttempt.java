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
 * One of two attempts at a block of code, on the thread that makes it: what ends it from outside
 * interrupts that thread, but only as long as the block runs.
 */
final class BlockingAttempt<T> implements RunningAttempt<T> {

  private final Options options;
  private final Action<T, ?> action;
  private final int number;
  private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
  private volatile @Nullable TimeoutInterrupt guard;
  /** What struck before there was a guard. */
  private volatile @Nullable Cause early;

  private volatile @Nullable Cause struck;
  private volatile @Nullable Outcome<T> disturbed;

  /** @param number of the attempt that the two stand for */
  BlockingAttempt(Options options, Action<T, ?> action, int number) {
    this.options = options;
    this.action = action;
    this.number = number;
  }

  @Override
  public CompletionStage<Outcome<T>> outcome() {
    return outcome;
  }

  /** Makes it on this thread, and tells. */
  @Override
  public void run() {
    tell(make(Long.MAX_VALUE));
  }

  void tell(Outcome<T> made) {
    outcome.complete(made);
  }

  /**
   * Makes it on this thread.
   *
   * @param leftNanos of the whole call, if that is to end it
   */
  Outcome<T> make(long leftNanos) {
    long limit = options.attemptLimitNanos();
    TimeoutInterrupt armed = TimeoutInterrupt.arm(options, limit, leftNanos);
    guard = armed;
    Cause before = early;
    if (before != null) {
      armed.strike(before);
    }
    Outcome<T> made = armed.hasStruck()
        ? Outcome.failed(new InterruptedException("it was over before it began"))
        : BlockingCall.once(action);
    Cause strike = armed.disarm();
    struck = strike;
    if (strike == null && isInterruption(made)) {
      disturbed = made;
    }
    return TimeoutInterrupt.outcome(made, strike, number, limit);
  }

  private static boolean isInterruption(Outcome<?> outcome) {
    return outcome instanceof Outcome.Failure<?> failure
        && failure.error() instanceof InterruptedException;
  }

  /** What struck it, if anything did. Once it was made. */
  @Nullable Cause struck() {
    return struck;
  }

  /** How it ended if that was by an interrupt that is not ours; null otherwise. */
  @Nullable Outcome<T> disturbed() {
    return disturbed;
  }

  /** Ends it: an attempt that has not begun then fails at once. */
  void strike(Cause by) {
    if (early == null) {
      early = by;
    }
    TimeoutInterrupt armed = guard;
    if (armed != null) {
      armed.strike(by);
    }
  }

  /** Also once it is over: then nothing happens. */
  @Override
  public void cancel() {
    strike(Cause.OUTRUN);
  }
}
