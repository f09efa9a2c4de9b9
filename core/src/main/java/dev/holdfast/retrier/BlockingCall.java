/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.Attempts;
import dev.holdfast.engine.BlockingDriver;
import dev.holdfast.engine.BlockingDriver.Ended;
import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.Verdict;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Refusal;
import dev.holdfast.retrier.TimeoutInterrupt.Cause;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call on the caller's thread. */
final class BlockingCall<T> implements Attempts<T> {

  private static final String INTERRUPTED = "the thread was interrupted during a wait";

  private final Options options;
  private final Action<T, ?> action;
  private final RetriedCall<T> call;
  /** The outcome of a first attempt that was made before this object existed. */
  private @Nullable Outcome<T> made;
  /** The cause of the last attempt's interrupt; null if there was none. */
  private @Nullable CallInterruption cut;
  /** The verdict on the last outcome, if known: each outcome is judged once. */
  private @Nullable Supplier<Verdict> judged;
  /** The last outcome, until it is decided. */
  private @Nullable Outcome<T> undecided;
  /** Whether the last attempt ended by an interrupt from outside. */
  private boolean interrupted;
  /** The result of the second attempt, in words; null if there was none. */
  private @Nullable String hedge;

  BlockingCall(Action<T, ?> action, RetriedCall<T> call) {
    this.options = call.options();
    this.action = action;
    this.call = call;
  }

  /** The first attempt has returned a value that is not acceptable. */
  BlockingCall<T> afterRejected(T value) {
    Outcome<T> first = Outcome.of(value);
    Verdict verdict = RetryCondition.again(first);
    judged = () -> verdict;
    made = first;
    return this;
  }

  /** The first attempt has failed. */
  BlockingCall<T> afterFailure(Throwable failure, @Nullable Cause cause) {
    Outcome<T> first = Outcome.failed(failure);
    made = interrupted(first, cause, 1, options.attemptTimeoutNanos());
    return this;
  }

  Outcome<T> run() {
    if (options.token() != null && options.token().isCancelled()) {
      return call.endCancelled("the call was cancelled before it began");
    }
    try {
      Ended<T> ended = new BlockingDriver(time()).run(call.engine(), this, call.state());
      return cut == CallInterruption.INTERRUPT
          ? call.endCancelled(INTERRUPTED)
          : told(call.end(ended.outcome(), ended.decision(), cut == CallInterruption.DEADLINE));
    } catch (InterruptedException during) {
      if (options.token() != null && options.token().isCancelled()) {
        return call.endCancelled("the call was cancelled during a wait");
      }
      Thread.currentThread().interrupt();
      return call.endCancelled(INTERRUPTED);
    } catch (Throwable broken) {
      Outcome<T> last = undecided;
      if (last != null) {
        call.decided(last, call.brokenOff(broken), hedge);
      }
      return call.endBroken(broken);
    }
  }

  /** Restores an interrupt that the action received and that does not end the call. */
  private Outcome<T> told(Outcome<T> end) {
    if (interrupted && !isInterruption(end)) {
      Thread.currentThread().interrupt();
    }
    return end;
  }

  private static boolean isInterruption(Outcome<?> outcome) {
    return outcome instanceof Outcome.Failure<?> failure
        && failure.error() instanceof InterruptedException;
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
    if (options.guarded()) {
      return guarded(call.attempts());
    }
    Outcome<T> outcome = once(action);
    interrupted = isInterruption(outcome);
    return outcome;
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
  public long attemptBeginNanos(CallState state) {
    return call.nextBeginNanos();
  }

  @Override
  public Outcome<T> overslept(CallState state) {
    return call.lastOutcome();
  }

  @Override
  public Verdict judge(Outcome<T> outcome, CallState state) {
    undecided = outcome;
    Supplier<Verdict> before = judged;
    judged = null;
    if (cut == CallInterruption.INTERRUPT) {
      return new Verdict.Reject(INTERRUPTED);
    }
    if (cut == CallInterruption.DEADLINE) {
      return call.late();
    }
    return before == null ? call.judge(outcome) : call.judged(before);
  }

  @Override
  public Ending ending(Outcome<T> outcome, Verdict verdict) {
    return cut == null ? Attempts.super.ending(outcome, verdict) : Ending.IGNORED;
  }

  @Override
  public void decided(Outcome<T> outcome, Decision decision, CallState state) {
    undecided = null;
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
    TimeoutInterrupt interrupt =
        TimeoutInterrupt.arm(options, limit, call.deadline().remainingNanos());
    Scheduled watch = options.token() == null
        ? null
        : options.token().onCancel(() -> interrupt.interrupt(Cause.CANCELLED));
    Outcome<T> outcome = once(action);
    if (watch != null) {
      watch.cancel();
    }
    return interrupted(outcome, interrupt.disarm(), attempt, limit);
  }

  private Outcome<T> interrupted(
      Outcome<T> outcome, @Nullable Cause cause, int attempt, long limitNanos) {
    if (cause == Cause.DEADLINE && outcome instanceof Outcome.Failure) {
      cut = CallInterruption.DEADLINE;
    }
    interrupted = cause == null && isInterruption(outcome);
    return TimeoutInterrupt.outcome(outcome, cause, attempt, limitNanos);
  }

  private Outcome<T> hedged() {
    HedgedBlockingAttempt<T> pair = new HedgedBlockingAttempt<>(call, action);
    Outcome<T> outcome = pair.run();
    cut = pair.cut();
    judged = () -> pair.verdict(outcome);
    interrupted = pair.interrupted(outcome);
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
