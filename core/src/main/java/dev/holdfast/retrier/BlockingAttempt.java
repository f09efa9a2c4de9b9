/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.hedge.Racer;
import dev.holdfast.retrier.Guard.Strike;
import dev.holdfast.retry.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One of two attempts at a block of code, on the thread that makes it: what ends it from outside
 * interrupts that thread, but only as long as the block runs.
 */
final class BlockingAttempt<T> implements Racer<T> {

  private final Options options;
  private final Action<T, ?> action;
  private final int number;
  private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
  private volatile @Nullable Guard guard;
  /** What struck before there was a guard. */
  private volatile @Nullable Strike early;

  private volatile @Nullable Strike struck;
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
    Guard armed = Guard.arm(options, limit, leftNanos);
    guard = armed;
    Strike before = early;
    if (before != null) {
      armed.strike(before);
    }
    Outcome<T> made = armed.hasStruck()
        ? Outcome.failed(new InterruptedException("it was over before it began"))
        : BlockingCall.once(action);
    Strike strike = armed.disarm();
    struck = strike;
    if (strike == null && isInterruption(made)) {
      disturbed = made;
    }
    return Guard.outcome(made, strike, number, limit);
  }

  private static boolean isInterruption(Outcome<?> outcome) {
    return outcome instanceof Outcome.Failure<?> failure
        && failure.error() instanceof InterruptedException;
  }

  /** What struck it, if anything did. Once it was made. */
  @Nullable Strike struck() {
    return struck;
  }

  /** How it ended if that was by an interrupt that is not ours; null otherwise. */
  @Nullable Outcome<T> disturbed() {
    return disturbed;
  }

  /** Ends it: an attempt that has not begun then fails at once. */
  void strike(Strike by) {
    if (early == null) {
      early = by;
    }
    Guard armed = guard;
    if (armed != null) {
      armed.strike(by);
    }
  }

  /** Also once it is over: then nothing happens. */
  @Override
  public void cancel() {
    strike(Strike.OUTRUN);
  }
}
