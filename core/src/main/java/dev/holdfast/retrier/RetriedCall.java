/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.guard.Refusal;
import dev.holdfast.guard.RefusedException;
import dev.holdfast.retry.AsyncDriver;
import dev.holdfast.retry.CallState;
import dev.holdfast.retry.Decision;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.RetryEngine;
import dev.holdfast.retry.StopReason;
import dev.holdfast.retry.Verdict;
import dev.holdfast.thread.OffService;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a call remembers and how it ends, the same for blocking and asynchronous ones. It is the
 * engine's state, with a history: one object less for each of the many that may be waiting. Used by
 * one thread at a time.
 */
final class RetriedCall<T> extends CallState {

  private final Retrier retrier;
  private @Nullable PastAttempt last;

  RetriedCall(Retrier retrier, long startNanos) {
    super(startNanos, retrier.options().time());
    this.retrier = retrier;
  }

  Options options() {
    return retrier.options();
  }

  RetryEngine engine() {
    return retrier.engine();
  }

  AsyncDriver driver() {
    return retrier.driver();
  }

  /** Made anew: a call that waits keeps none. */
  Deadline deadline() {
    return Deadline.afterNanos(
        options().deadlineNanos(), startNanos(), options().time());
  }

  List<AttemptRecord> history() {
    return PastAttempt.records(last, engine());
  }

  /**
   * An attempt that follows at once begins when the one before it ended: a reading of the clock
   * takes longer than the decision in between. Not if a listener or a policy had its turn, which
   * may take any time; what a condition of the caller's takes counts to the attempt. Timeouts and
   * deadline are not concerned: each is counted from a reading of its own.
   */
  @Override
  protected long nextBeginsNanos() {
    return last != null && last.delayNanos() == 0 && retrier.quick()
        ? startNanos() + last.endNanos()
        : super.nextBeginsNanos();
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
   * Runs what a timer has to say on the executor, since the timer's thread must not run the
   * caller's code; but if the executor refuses, here: a call ends whatever becomes of its executor.
   */
  void handOver(Runnable limit) {
    try {
      options().executor().execute(limit);
    } catch (Throwable refused) {
      OffService.run(limit);
    }
  }

  /** The attempt is not made. */
  Outcome<T> refused(Refusal refusal) {
    return Outcome.failed(new RefusedException(refusal));
  }

  Verdict judge(Outcome<T> outcome) {
    return cancelled()
        ? new Verdict.Reject("the call was cancelled")
        : options().condition().judge(outcome);
  }

  /** Whether a hedged attempt ends with that outcome although the other may yet end better. */
  boolean settles(Outcome<T> outcome) {
    return !(options().condition().judge(outcome) instanceof Verdict.Retryable);
  }

  /** On an attempt that the deadline interrupted. */
  Verdict late() {
    return new Verdict.Reject("the deadline of " + Nanos.format(options().deadlineNanos())
        + " passed during the attempt");
  }

  /** @param hedge what became of the attempt's second one; null if there was none */
  void decided(Outcome<T> outcome, Decision decision, @Nullable String hedge) {
    String note = hedge == null ? null : "hedge " + hedge;
    last = PastAttempt.of(last, this, outcome, decision, note);
    if (!options().listeners().isEmpty()) {
      tellAttempt(new AttemptRecord(
          attempts(),
          attemptStartNanos(),
          attemptElapsedNanos(),
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
   * What the caller gets: a value, or what is thrown.
   *
   * @param late the deadline interrupted the last attempt
   */
  Outcome<T> end(Outcome<T> outcome, Decision decision, boolean late) {
    if (decision instanceof Decision.Success) {
      retrier.tally().ended(true, attempts(), waitedNanos());
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
    Throwable cause = last != null && last.outcome() instanceof Outcome.Failure<?> failure
        ? failure.error()
        : null;
    return failure(StopReason.CANCELLED, reason, cause);
  }

  /** The deadline passed while an asynchronous attempt was in flight. */
  Outcome<T> endAtDeadline() {
    tellGaveUp();
    String limit = Nanos.format(options().deadlineNanos());
    return failure(StopReason.DEADLINE, "the deadline of " + limit + " has passed", null);
  }

  private Outcome<T> gaveUp(StopReason why, String reason, Throwable error, boolean late) {
    if (late
        || why == StopReason.CANCELLED
        || options().wrapFailures()
        || error instanceof TryAgain) {
      return failure(why, reason, error);
    }
    if (last != null && !last.first()) {
      AttemptsNote.attach(error, history());
    }
    return Outcome.failed(error);
  }

  private StopReason why(Decision.Stop stop, boolean late) {
    if (late) {
      return StopReason.DEADLINE;
    }
    return cancelled() ? StopReason.CANCELLED : stop.why();
  }

  private Outcome<T> failure(StopReason why, String reason, @Nullable Throwable cause) {
    return Outcome.failed(new GaveUpException(why, reason, history(), cause));
  }

  private void tellGaveUp() {
    retrier.tally().ended(false, Math.max(1, attempts()), waitedNanos());
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
