/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.guard.Ending;
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

  private static final String INTERRUPTED = "the thread was interrupted during a wait";

  private final Options options;
  private final Action<T, ?> action;
  private final RetriedCall<T> call;
  /** The first attempt, if it was made before there was need for all this. */
  private @Nullable Outcome<T> made;
  /** What ended the call in the middle of its last attempt, if anything did. */
  private @Nullable Cut cut;
  /** What became of the second attempt beside the last one, if there was one. */
  private @Nullable String hedge;

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
      return cut == Cut.INTERRUPT
          ? call.endCancelled(INTERRUPTED)
          : call.end(ended.outcome(), ended.decision(), cut == Cut.DEADLINE);
    } catch (InterruptedException interrupted) {
      if (options.token() != null && options.token().isCancelled()) {
        return call.endCancelled("the call was cancelled during a wait");
      }
      Thread.currentThread().interrupt();
      return call.endCancelled(INTERRUPTED);
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
    if (options.pipeline().timing().hedges()) {
      return hedged();
    }
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
    if (cut == Cut.INTERRUPT) {
      return new Verdict.Reject(INTERRUPTED);
    }
    return cut == Cut.DEADLINE ? call.late() : call.judge(outcome);
  }

  @Override
  public Ending ending(Outcome<T> outcome, Verdict verdict) {
    return cut == null ? Attempts.super.ending(outcome, verdict) : Ending.IGNORED;
  }

  @Override
  public void decided(Outcome<T> outcome, Decision decision, CallState state) {
    call.decided(outcome, decision, hedge);
    hedge = null;
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
    if (strike == Strike.DEADLINE && outcome instanceof Outcome.Failure) {
      cut = Cut.DEADLINE;
    }
    return Guard.outcome(outcome, strike, attempt, limitNanos);
  }

  private Outcome<T> hedged() {
    HedgedBlockingAttempt<T> pair = new HedgedBlockingAttempt<>(call, action);
    Outcome<T> outcome = pair.run();
    cut = pair.cut();
    hedge = pair.words();
    if (hedge != null) {
      call.hedged(hedge);
    }
    return outcome;
  }

  private TimeSource time() {
    return options.token() == null
        ? options.time()
        : new CancellableTime(options.time(), options.token());
  }
}
