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
 * cannot be derived again, since a hundred thousand calls may be waiting; so the few attempts with
 * a note have a subclass. Immutable, apart from the link.
 */
class PastAttempt {

  /** A long call keeps its first and its last attempts. */
  private static final int FIRST = 5;

  private static final int LAST = 100;

  /** From this number on, the middle of the history is dropped. */
  static final int MANY = FIRST + 2 * LAST;

  private @Nullable PastAttempt previous;
  private final Outcome<?> outcome;
  /** The decision that ended the call; null for a retry, which follows from outcome and delay. */
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

  /** Of a record that ended the call. */
  private PastAttempt(@Nullable PastAttempt previous, AttemptRecord told) {
    this.previous = previous;
    this.outcome = told.outcome();
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
    return note == null
        ? new PastAttempt(previous, call, outcome, decision)
        : new Noted(previous, call, outcome, decision, note);
  }

  List<String> notes() {
    return List.of();
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

  /**
   * Drops all but the first and the last attempts. Called now and then, since it walks over the
   * whole history.
   *
   * @return the number of dropped attempts
   */
  static int thin(PastAttempt last) {
    PastAttempt oldestOfLast = last;
    for (int i = 1; i < LAST && oldestOfLast.previous != null; i++) {
      oldestOfLast = oldestOfLast.previous;
    }
    Deque<PastAttempt> before = new ArrayDeque<>();
    for (PastAttempt past = oldestOfLast.previous; past != null; past = past.previous) {
      before.addFirst(past);
    }
    int forgotten = Math.max(0, before.size() - FIRST);
    for (int i = 0; i < forgotten; i++) {
      before.removeLast();
    }
    oldestOfLast.previous = before.peekLast();
    return forgotten;
  }

  /**
   * The history, oldest first: all attempts, or the first and the last ones with a note about the
   * gap.
   *
   * @param forgotten number of attempts that were {@link #thin dropped} before
   */
  static List<AttemptRecord> records(
      @Nullable PastAttempt last, RetryEngine engine, int forgotten) {
    Deque<PastAttempt> oldestFirst = new ArrayDeque<>();
    for (PastAttempt attempt = last; attempt != null; attempt = attempt.previous) {
      oldestFirst.addFirst(attempt);
    }
    int more = Math.max(0, oldestFirst.size() - FIRST - LAST);
    AttemptRecord[] records = new AttemptRecord[oldestFirst.size() - more];
    int leftOut = forgotten + more;
    int index = 0;
    int skip = more;
    for (PastAttempt attempt : oldestFirst) {
      if (index == FIRST && skip > 0) {
        skip--;
      } else {
        boolean afterGap = index == FIRST && leftOut > 0;
        int number = index + 1 + (index < FIRST ? 0 : leftOut);
        records[index] = attempt.record(number, engine, afterGap ? leftOut : 0);
        index++;
      }
    }
    return List.of(records);
  }

  private AttemptRecord record(int number, RetryEngine engine, int leftOut) {
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
