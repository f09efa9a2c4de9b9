/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.guard.Refusal;
import dev.holdfast.guard.RefusedException;
import dev.holdfast.retrier.Guard.Strike;
import dev.holdfast.retry.CallState;
import dev.holdfast.retry.Decision;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.StopReason;
import dev.holdfast.retry.Verdict;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call remembers and how it ends, the same for blocking and asynchronous ones. Used by one
 * thread at a time.
 */
final class RetriedCall<T> {

  private final Options options;
  private final Tally tally;
  private final long startNanos;
  private final CallState state;
  private final Deadline deadline;
  private final List<AttemptRecord> attempts = new ArrayList<>(2);
  private long attemptNanos;
  private @Nullable Strike struck;

  RetriedCall(Options options, Tally tally, long startNanos) {
    this.options = options;
    this.tally = tally;
    this.startNanos = startNanos;
    this.state = CallState.startedAt(startNanos, options.time());
    this.deadline = Deadline.afterNanos(options.deadlineNanos(), startNanos, options.time());
    this.attemptNanos = startNanos;
  }

  CallState state() {
    return state;
  }

  Deadline deadline() {
    return deadline;
  }

  List<AttemptRecord> attempts() {
    return List.copyOf(attempts);
  }

  void beginAttempt(int number) {
    attemptNanos = options.time().nanoTime();
    options.listeners().tell(listener -> listener.beforeAttempt(number));
  }

  /** The attempt is not made. */
  Outcome<T> refused(Refusal refusal) {
    attemptNanos = options.time().nanoTime();
    return Outcome.failed(new RefusedException(refusal));
  }

  /** The attempt did not end by itself. */
  void struck(Strike by) {
    struck = by;
  }

  Verdict judge(Outcome<T> outcome) {
    if (struck == Strike.DEADLINE) {
      return new Verdict.Reject("the deadline of " + Nanos.format(options.deadlineNanos())
          + " passed during the attempt");
    }
    if (struck == Strike.CANCELLED || cancelled()) {
      return new Verdict.Reject("the call was cancelled");
    }
    return options.condition().judge(outcome);
  }

  void decided(Outcome<T> outcome, Decision decision) {
    long elapsed = options.time().nanoTime() - attemptNanos;
    AttemptRecord attempt =
        new AttemptRecord(state.attempts(), attemptNanos - startNanos, elapsed, outcome, decision);
    attempts.add(attempt);
    options.listeners().tell(listener -> listener.afterAttempt(attempt));
    if (decision instanceof Decision.Retry) {
      Duration delay = attempt.delay();
      options.listeners().tell(listener -> listener.beforeWait(attempt, delay));
    }
  }

  /** What the caller gets: a value, or what is thrown. */
  Outcome<T> end(Outcome<T> outcome, Decision decision) {
    if (decision instanceof Decision.Success) {
      tally.ended(true, state.attempts(), state.waitedNanos());
      List<AttemptRecord> made = attempts();
      options.listeners().tell(listener -> listener.succeeded(made));
      return outcome;
    }
    Decision.Stop stop = (Decision.Stop) decision;
    if (outcome instanceof Outcome.Failure<T> failure) {
      return gaveUp(why(stop), stop.reason(), failure.error());
    }
    Outcome<T> last = options.throwOnResult() || struck != null || cancelled()
        ? failure(why(stop), stop.reason(), null)
        : outcome;
    tellGaveUp();
    return last;
  }

  /** The thread was interrupted, or the token cancelled, between two attempts. */
  Outcome<T> endCancelled(String reason) {
    tellGaveUp();
    Throwable last = attempts.isEmpty() ? null : error(attempts.get(attempts.size() - 1));
    return failure(StopReason.CANCELLED, reason, last);
  }

  /** The deadline passed while an asynchronous attempt was in flight. */
  Outcome<T> endAtDeadline() {
    tellGaveUp();
    String limit = Nanos.format(options.deadlineNanos());
    return failure(StopReason.DEADLINE, "the deadline of " + limit + " has passed", null);
  }

  private Outcome<T> gaveUp(StopReason why, String reason, Throwable error) {
    tellGaveUp();
    if (struck == Strike.DEADLINE
        || why == StopReason.CANCELLED
        || options.wrapFailures()
        || error instanceof TryAgain) {
      return failure(why, reason, error);
    }
    if (attempts.size() > 1) {
      AttemptsNote.attach(error, attempts());
    }
    return Outcome.failed(error);
  }

  private StopReason why(Decision.Stop stop) {
    if (struck == Strike.DEADLINE) {
      return StopReason.DEADLINE;
    }
    return struck == Strike.CANCELLED || cancelled() ? StopReason.CANCELLED : stop.why();
  }

  private Outcome<T> failure(StopReason why, String reason, @Nullable Throwable cause) {
    return Outcome.failed(new GaveUpException(why, reason, attempts(), cause));
  }

  private void tellGaveUp() {
    tally.ended(false, Math.max(1, state.attempts()), state.waitedNanos());
    List<AttemptRecord> made = attempts();
    options.listeners().tell(listener -> listener.gaveUp(made));
  }

  private boolean cancelled() {
    return options.token() != null && options.token().isCancelled();
  }

  private static @Nullable Throwable error(AttemptRecord attempt) {
    return attempt.outcome() instanceof Outcome.Failure<?> failure ? failure.error() : null;
  }
}
