/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.retry.CallState;
import dev.holdfast.retry.Decision;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.RetryEngine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call keeps of an attempt, and by way of {@link #previous} of all before it: only what
 * cannot be worked out again, since a hundred thousand calls may be waiting at a time; so a note,
 * which few have, makes another class and not a field. Most histories are never read. Immutable.
 */
class PastAttempt {

  private final @Nullable PastAttempt previous;
  private final Outcome<?> outcome;
  /** That ended the call; null for a retry, which follows from the outcome and the delay. */
  private final @Nullable Decision end;

  private final long startNanos;
  private final long elapsedNanos;
  private final long delayNanos;

  private PastAttempt(
      @Nullable PastAttempt previous, CallState call, Outcome<?> outcome, Decision decision) {
    this.previous = previous;
    this.outcome = outcome;
    this.end = decision instanceof Decision.Retry ? null : decision;
    this.startNanos = call.attemptStartNanos();
    this.elapsedNanos = call.attemptElapsedNanos();
    this.delayNanos = decision instanceof Decision.Retry retry ? retry.delayNanos() : 0;
  }

  /**
   * The history with the call's present attempt.
   *
   * @param note what else is worth knowing of it, if anything
   */
  static PastAttempt of(
      @Nullable PastAttempt previous,
      CallState call,
      Outcome<?> outcome,
      Decision decision,
      @Nullable String note) {
    return note == null
        ? new PastAttempt(previous, call, outcome, decision)
        : new Noted(previous, call, outcome, decision, note);
  }

  List<String> notes() {
    return List.of();
  }

  /** How that attempt ended. */
  Outcome<?> outcome() {
    return outcome;
  }

  /** When it ended, in nanoseconds since the call started. */
  long endNanos() {
    return startNanos + elapsedNanos;
  }

  /** The wait that was decided after it. */
  long delayNanos() {
    return delayNanos;
  }

  /** Whether it was the call's first. */
  boolean first() {
    return previous == null;
  }

  /** The whole history, oldest first. */
  static List<AttemptRecord> records(@Nullable PastAttempt last, RetryEngine engine) {
    Deque<PastAttempt> oldestFirst = new ArrayDeque<>();
    for (PastAttempt attempt = last; attempt != null; attempt = attempt.previous) {
      oldestFirst.addFirst(attempt);
    }
    AttemptRecord[] records = new AttemptRecord[oldestFirst.size()];
    int number = 0;
    for (PastAttempt attempt : oldestFirst) {
      number++;
      records[number - 1] = attempt.record(number, engine);
    }
    return List.of(records);
  }

  private AttemptRecord record(int number, RetryEngine engine) {
    // Every attempt but the last was followed by a retry: its number is the attempt's.
    Decision decision =
        end == null ? engine.granted(RetryCondition.again(outcome), number, delayNanos) : end;
    return new AttemptRecord(number, startNanos, elapsedNanos, outcome, decision, notes());
  }

  private static final class Noted extends PastAttempt {
    private final String note;

    Noted(
        @Nullable PastAttempt previous,
        CallState call,
        Outcome<?> outcome,
        Decision decision,
        String note) {
      super(previous, call, outcome, decision);
      this.note = note;
    }

    @Override
    List<String> notes() {
      return List.of(note);
    }
  }
}
