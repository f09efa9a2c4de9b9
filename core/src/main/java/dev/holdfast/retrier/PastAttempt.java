/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.RetryEngine;
import dev.holdfast.retry.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of an attempt, linked to those before it by {@link #previous}. It keeps only what
 * cannot be derived again, since a hundred thousand calls may be waiting. Immutable, apart from the
 * link.
 */
final class PastAttempt {

  /** A long call keeps its first and its last attempts. */
  private static final int FIRST = 5;

  private static final int LAST = 100;

  /** The middle of a long history is dropped each time this many attempts have been added. */
  private static final int DROPPED_AT_ONCE = 100;

  private @Nullable PastAttempt previous;
  private final Outcome<?> outcome;
  /** The decision that ended the call; null for a retry, which follows from outcome and delay. */
  private final @Nullable Decision end;

  private final @Nullable String note;
  private final int number;
  private final long startNanos;
  private final long elapsedNanos;
  private final long delayNanos;

  private PastAttempt(
      @Nullable PastAttempt previous,
      CallState call,
      Outcome<?> outcome,
      Decision decision,
      @Nullable String note) {
    this.previous = previous;
    this.outcome = outcome;
    this.note = note;
    this.number = call.attempts();
    this.end = decision instanceof Decision.Retry ? null : decision;
    this.startNanos = call.attemptStartNanos();
    this.elapsedNanos = call.attemptElapsedNanos();
    this.delayNanos = decision instanceof Decision.Retry retry ? retry.delayNanos() : 0;
  }

  /** Of a record that ended the call. */
  private PastAttempt(@Nullable PastAttempt previous, AttemptRecord told) {
    this.previous = previous;
    this.outcome = told.outcome();
    this.note = null;
    this.number = told.number();
    this.end = told.decision();
    this.startNanos = told.startNanos();
    this.elapsedNanos = told.elapsedNanos();
    this.delayNanos = 0;
  }

  /** Appends an attempt that was cut off. */
  static PastAttempt of(@Nullable PastAttempt previous, AttemptRecord cutOff) {
    return new PastAttempt(previous, cutOff);
  }

  /**
   * Appends the call's present attempt.
   *
   * @param note a further fact; null for none
   */
  static PastAttempt of(
      @Nullable PastAttempt previous,
      CallState call,
      Outcome<?> outcome,
      Decision decision,
      @Nullable String note) {
    return new PastAttempt(previous, call, outcome, decision, note);
  }

  private List<String> notes() {
    return note == null ? List.of() : List.of(note);
  }

  /** The outcome of the attempt. */
  Outcome<?> outcome() {
    return outcome;
  }

  /** The end of the attempt, in nanoseconds since the call started. */
  long endNanos() {
    return startNanos + elapsedNanos;
  }

  /** The wait decided after the attempt. */
  long delayNanos() {
    return delayNanos;
  }

  /** Whether the attempt was the first. */
  boolean first() {
    return previous == null;
  }

  /** Whether it is time to {@link #thin} the history that ends with this attempt. */
  boolean endsLongHistory() {
    int more = number - FIRST - LAST;
    return more > 0 && more % DROPPED_AT_ONCE == 0;
  }

  /** Drops all but the first and the last attempts. Walks over the whole history. */
  static void thin(PastAttempt last) {
    PastAttempt oldestOfLast = last;
    for (int i = 1; i < LAST && oldestOfLast.previous != null; i++) {
      oldestOfLast = oldestOfLast.previous;
    }
    PastAttempt before = oldestOfLast.previous;
    while (before != null && before.number > FIRST) {
      before = before.previous;
    }
    oldestOfLast.previous = before;
  }

  /**
   * The history, oldest first: all attempts, or the first and the last ones with a note about the
   * gap.
   */
  static List<AttemptRecord> records(@Nullable PastAttempt last, RetryEngine engine) {
    Deque<AttemptRecord> records = new ArrayDeque<>();
    PastAttempt attempt = last;
    while (attempt != null) {
      PastAttempt before = attempt.previous;
      if (records.size() == LAST - 1) {
        while (before != null && before.number > FIRST) {
          before = before.previous;
        }
      }
      int leftOut = before == null ? 0 : attempt.number - before.number - 1;
      records.addFirst(attempt.record(engine, leftOut));
      attempt = before;
    }
    return List.copyOf(records);
  }

  private AttemptRecord record(RetryEngine engine, int leftOut) {
    // Every attempt but the last was followed by a retry; the retry's number is the attempt's.
    Decision decision =
        end == null ? engine.granted(RetryCondition.again(outcome), number, delayNanos) : end;
    List<String> notes = notes();
    if (leftOut > 0) {
      notes = new ArrayList<>(notes);
      notes.add(0, leftOut + " attempts before this one are left out");
    }
    return new AttemptRecord(number, startNanos, elapsedNanos, outcome, decision, notes);
  }
}
