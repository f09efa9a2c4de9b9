/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.guard.Pipeline;
import dev.holdfast.guard.Refusal;
import dev.holdfast.retrier.Guard.Strike;
import dev.holdfast.retry.Attempts;
import dev.holdfast.retry.BlockingDriver;
import dev.holdfast.retry.BlockingDriver.Ended;
import dev.holdfast.retry.CallState;
import dev.holdfast.retry.Decision;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.Verdict;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** A call on the caller's thread. */
final class BlockingCall<T> implements Attempts<T> {

  private final Options options;
  private final Action<T, ?> action;
  private final RetriedCall<T> call;
  /** The first attempt, if it was made before there was need for all this. */
  private @Nullable Outcome<T> made;
  /** The deadline interrupted the attempt. */
  private boolean late;

  BlockingCall(Action<T, ?> action, RetriedCall<T> call) {
    this.options = call.options();
    this.action = action;
    this.call = call;
  }

  /** The first attempt was made already, and that came of it. */
  BlockingCall<T> after(Outcome<T> first, @Nullable Strike strike) {
    made = struck(first, strike, 1, options.attemptTimeoutNanos());
    return this;
  }

  Outcome<T> run() {
    if (options.token() != null && options.token().isCancelled()) {
      return call.endCancelled("the call was cancelled before it began");
    }
    try {
      Ended<T> ended = new BlockingDriver(time()).run(call.engine(), this, call);
      return call.end(ended.outcome(), ended.decision(), late);
    } catch (InterruptedException interrupted) {
      if (options.token() != null && options.token().isCancelled()) {
        return call.endCancelled("the call was cancelled during a wait");
      }
      Thread.currentThread().interrupt();
      return call.endCancelled("the thread was interrupted during a wait");
    }
  }

  @Override
  public Outcome<T> attempt(CallState state) {
    Outcome<T> first = made;
    if (first != null) {
      made = null;
      return first;
    }
    call.beginAttempt();
    return options.guarded() ? guarded(call.attempts()) : once(action);
  }

  @Override
  public Pipeline pipeline(CallState state) {
    return options.pipeline();
  }

  @Override
  public Deadline deadline() {
    return call.deadline();
  }

  @Override
  public Outcome<T> refused(Refusal refusal, CallState state) {
    return call.refused(refusal);
  }

  @Override
  public Verdict judge(Outcome<T> outcome, CallState state) {
    return late ? call.late() : call.judge(outcome);
  }

  @Override
  public void decided(Outcome<T> outcome, Decision decision, CallState state) {
    call.decided(outcome, decision, null);
  }

  static <T> Outcome<T> once(Action<T, ?> action) {
    try {
      return Outcome.of(action.call());
    } catch (Throwable failure) {
      return Outcome.failed(failure);
    }
  }

  private Outcome<T> guarded(int attempt) {
    long limit = options.attemptLimitNanos();
    Guard guard = Guard.arm(options, limit, call.deadline().remainingNanos());
    Scheduled watch = options.token() == null
        ? null
        : options.token().onCancel(() -> guard.strike(Strike.CANCELLED));
    Outcome<T> outcome = once(action);
    if (watch != null) {
      watch.cancel();
    }
    return struck(outcome, guard.disarm(), attempt, limit);
  }

  private Outcome<T> struck(
      Outcome<T> outcome, @Nullable Strike strike, int attempt, long limitNanos) {
    // A value that came in spite of the interrupt is a value.
    if (strike == null || outcome instanceof Outcome.Value<T>) {
      return outcome;
    }
    Throwable error = ((Outcome.Failure<T>) outcome).error();
    if (strike == Strike.ATTEMPT_TIMEOUT) {
      return Outcome.failed(new AttemptTimeoutException(attempt, limitNanos, error));
    }
    late = strike == Strike.DEADLINE;
    return Outcome.failed(error);
  }

  private TimeSource time() {
    return options.token() == null
        ? options.time()
        : new CancellableTime(options.time(), options.token());
  }
}
