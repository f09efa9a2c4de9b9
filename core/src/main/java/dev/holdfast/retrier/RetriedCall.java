/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.AsyncDriver;
import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.RetryEngine;
import dev.holdfast.engine.Verdict;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Refusal;
import dev.holdfast.guard.RefusedException;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.StopReason;
import dev.holdfast.thread.OffService;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The history and the end of one call, for blocking and asynchronous calls alike. Used by one
 * thread at a time.
 */
final class RetriedCall<T> {

  private static final Verdict CANCELLED = new Verdict.Reject("the call was cancelled");

  private final Retrier retrier;
  private final CallState state;
  private @Nullable PastAttempt last;

  RetriedCall(Retrier retrier, long startNanos) {
    this.retrier = retrier;
    this.state = CallState.startedAt(startNanos, retrier.options().time());
  }

  Options options() {
    return retrier.options();
  }

  RetryEngine engine() {
    return retrier.engine();
  }

  CallState state() {
    return state;
  }

  /** Attempts begun so far. */
  int attempts() {
    return state.attempts();
  }

  AsyncDriver driver() {
    return retrier.driver();
  }

  /** A new object each time: a waiting call keeps none. */
  Deadline deadline() {
    return Deadline.afterNanos(
        options().deadlineNanos(), state.startNanos(), options().time());
  }

  List<AttemptRecord> history() {
    return PastAttempt.records(last, engine());
  }

  /**
   * The start of the next attempt. If it follows without a wait, it is the end of the attempt
   * before, which saves a reading of the clock; the time that a condition of the caller takes
   * counts towards the attempt. With listeners or guards, which may take any time, the clock is
   * read. Timeouts and deadline use readings of their own.
   */
  long nextBeginNanos() {
    return last != null && last.delayNanos() == 0 && retrier.quick()
        ? state.startNanos() + last.endNanos()
        : state.nowNanos();
  }

  void beginAttempt() {
    if (!options().listeners().isEmpty()) {
      int number = attempts();
      options().listeners().tell(listener -> listener.beforeAttempt(number));
    }
  }

  void hedged(String words) {
    if (!options().listeners().isEmpty()) {
      int number = attempts();
      options().listeners().tell(listener -> listener.hedged(number, words));
    }
  }

  /**
   * Runs a timer's task on the executor, since the timer's thread must not run the caller's code.
   * If the executor refuses the task, it runs on a spare thread: the call must end in any case.
   */
  void handOver(Runnable limit) {
    try {
      options().executor().execute(limit);
    } catch (Throwable refused) {
      OffService.run(limit);
    }
  }

  /** The outcome of an attempt that a guard refused. */
  Outcome<T> refused(Refusal refusal) {
    return Outcome.failed(new RefusedException(refusal));
  }

  Verdict judge(Outcome<T> outcome) {
    return cancelled() ? CANCELLED : options().condition().judge(outcome);
  }

  /** As {@link #judge}, with a verdict that may be known already. */
  Verdict judged(Supplier<Verdict> verdict) {
    return cancelled() ? CANCELLED : verdict.get();
  }

  /** The outcome of the last attempt. */
  @SuppressWarnings("unchecked") // only outcomes of this call are kept
  Outcome<T> lastOutcome() {
    return (Outcome<T>) Objects.requireNonNull(last, "no attempt was made").outcome();
  }

  /** The verdict on an attempt that the deadline interrupted. */
  Verdict late() {
    return new Verdict.Reject("the deadline of " + Nanos.format(options().deadlineNanos())
        + " passed during the attempt");
  }

  /** @param hedge the result of the second attempt, in words; null if there was none */
  void decided(Outcome<T> outcome, Decision decision, @Nullable String hedge) {
    String note = hedge == null ? null : "hedge " + hedge;
    PastAttempt past = PastAttempt.of(last, state, outcome, decision, note);
    last = past;
    if (past.endsLongHistory()) {
      PastAttempt.thin(past);
    }
    if (!options().listeners().isEmpty()) {
      tellAttempt(new AttemptRecord(
          attempts(),
          state.attemptStartNanos(),
          state.attemptElapsedNanos(),
          outcome,
          decision,
          note == null ? List.of() : List.of(note)));
    }
  }

  private void tellAttempt(AttemptRecord attempt) {
    options().listeners().tell(listener -> listener.afterAttempt(attempt));
    if (attempt.decision() instanceof Decision.Retry) {
      Duration delay = attempt.delay();
      options().listeners().tell(listener -> listener.beforeWait(attempt, delay));
    }
  }

  /**
   * The caller's result: a value, or the exception to throw.
   *
   * @param late the deadline interrupted the last attempt
   */
  Outcome<T> end(Outcome<T> outcome, Decision decision, boolean late) {
    if (decision instanceof Decision.Success) {
      retrier.tally().ended(true, attempts(), state.waitedNanos());
      tellEnd(RetryListener::succeeded);
      return outcome;
    }
    tellGaveUp();
    Decision.Stop stop = (Decision.Stop) decision;
    StopReason why = why(stop, late);
    if (outcome instanceof Outcome.Failure<T> failure) {
      return gaveUp(why, stop.reason(), failure.error(), late);
    }
    return options().throwOnResult() || late || cancelled()
        ? failure(why, stop.reason(), null)
        : outcome;
  }

  /** The thread was interrupted, or the token cancelled, between two attempts. */
  Outcome<T> endCancelled(String reason) {
    tellGaveUp();
    return failure(StopReason.CANCELLED, reason, lastFailure());
  }

  /**
   * Ends an asynchronous call at its deadline.
   *
   * @param inFlight whether an attempt is running; it becomes part of the history
   */
  Outcome<T> endAtDeadline(boolean inFlight) {
    Throwable cause = lastFailure();
    String reason = "the deadline of " + Nanos.format(options().deadlineNanos()) + " has passed";
    if (inFlight) {
      cutOff(new Decision.Stop(StopReason.DEADLINE, reason, Optional.empty()));
    }
    tellGaveUp();
    return failure(StopReason.DEADLINE, reason, cause);
  }

  /** Records the running attempt as cut off. */
  private void cutOff(Decision.Stop stop) {
    long begun = state.presentStartNanos();
    if (begun >= 0) {
      Outcome<T> outcome = Outcome.failed(new CancellationException(stop.reason()));
      AttemptRecord record = new AttemptRecord(
          attempts(), begun, state.elapsedNanos() - begun, outcome, stop, List.of());
      last = PastAttempt.of(last, record);
      if (!options().listeners().isEmpty()) {
        tellAttempt(record);
      }
    }
  }

  /** The decision after an attempt whose evaluation threw an unexpected exception. */
  Decision.Stop brokenOff(Throwable broken) {
    return new Decision.Stop(
        StopReason.NOT_RETRYABLE,
        "the call broke off: " + Causes.describe(broken),
        Optional.empty());
  }

  /**
   * Ends the call after an unexpected exception of a backoff, a random source, an executor or a
   * condition. The call fails with that exception; the action's own failure is added to it as
   * suppressed.
   */
  Outcome<T> endBroken(Throwable broken) {
    tellGaveUp();
    Throwable own = lastFailure();
    if (own != null && !List.of(broken.getSuppressed()).contains(own)) {
      Causes.together(broken, own);
    }
    AttemptsNote.attach(broken, history(), author());
    return Outcome.failed(broken);
  }

  private @Nullable Throwable lastFailure() {
    return last != null && last.outcome() instanceof Outcome.Failure<?> failure
        ? failure.error()
        : null;
  }

  private Outcome<T> gaveUp(StopReason why, String reason, Throwable error, boolean late) {
    if (late
        || why == StopReason.CANCELLED
        || options().wrapFailures()
        || Causes.unwrap(error) instanceof TryAgain) {
      return failure(why, reason, error);
    }
    boolean retried = last != null && !last.first();
    AttemptsNote.attach(error, retried ? history() : List.of(), author());
    return Outcome.failed(error);
  }

  private StopReason why(Decision.Stop stop, boolean late) {
    if (late) {
      return StopReason.DEADLINE;
    }
    return cancelled() ? StopReason.CANCELLED : stop.why();
  }

  private Outcome<T> failure(StopReason why, String reason, @Nullable Throwable cause) {
    List<AttemptRecord> made = history();
    if (cause != null) {
      AttemptsNote.renew(cause, made, author());
    }
    return Outcome.failed(new GaveUpException(why, reason, made, cause));
  }

  private AttemptsNote.Author author() {
    return new AttemptsNote.Author(
        retrier,
        options().time() == TimeSource.system()
            ? OptionalLong.of(state.startNanos())
            : OptionalLong.empty());
  }

  private void tellGaveUp() {
    retrier.tally().ended(false, Math.max(1, attempts()), state.waitedNanos());
    tellEnd(RetryListener::gaveUp);
  }

  private void tellEnd(BiConsumer<RetryListener, List<AttemptRecord>> event) {
    if (!options().listeners().isEmpty()) {
      List<AttemptRecord> made = history();
      options().listeners().tell(listener -> event.accept(listener, made));
    }
  }

  boolean cancelled() {
    CancelToken token = options().token();
    return token != null && token.isCancelled();
  }
}
