/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.time.TimeSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Rides on the exception that a call ends with, as a suppressed one, so that the timeline shows in
 * every printed stack trace. Replaced, not added, when the same exception object ends another call.
 */
final class AttemptsNote extends Exception {

  private static final long serialVersionUID = 1;

  private transient volatile List<AttemptRecord> attempts;
  private transient volatile Author author;

  /**
   * Whose call it is about.
   *
   * @param sinceNanos when the call began, on the real clock; empty if it went by another clock
   */
  record Author(Retrier retrier, OptionalLong sinceNanos) {

    /** Whether that was told before the call began, as far as can be known. */
    private boolean isLaterThan(Author other, long otherEndNanos) {
      return retrier == other.retrier
          || sinceNanos.isPresent() && otherEndNanos - sinceNanos.getAsLong() < 0;
    }
  }

  private transient volatile long endNanos;

  private AttemptsNote(List<AttemptRecord> attempts, Author author) {
    super(null, null, false, false);
    this.attempts = attempts;
    this.author = author;
    this.endNanos = TimeSource.system().nanoTime();
  }

  /**
   * The failure ends a call.
   *
   * @param attempts of it; none if it was not retried
   */
  static void attach(Throwable failure, List<AttemptRecord> attempts, Author author) {
    if (!renew(failure, attempts, author) && !attempts.isEmpty()) {
      failure.addSuppressed(new AttemptsNote(attempts, author));
    }
  }

  /**
   * What an earlier call left on the failure is replaced. If this call has nothing to tell, what a
   * call inside its action has left stays.
   */
  static boolean renew(Throwable failure, List<AttemptRecord> attempts, Author author) {
    for (Throwable suppressed : failure.getSuppressed()) {
      if (suppressed instanceof AttemptsNote note) {
        note.renew(attempts, author);
        return true;
      }
    }
    return false;
  }

  private void renew(List<AttemptRecord> others, Author by) {
    Author before = author;
    if (!others.isEmpty() || before == null || by.isLaterThan(before, endNanos)) {
      attempts = others;
      author = by;
      endNanos = TimeSource.system().nanoTime();
    }
  }

  static List<AttemptRecord> of(Throwable failure) {
    for (Throwable suppressed : failure.getSuppressed()) {
      if (suppressed instanceof AttemptsNote note && note.attempts != null) {
        return note.attempts;
      }
    }
    return List.of();
  }

  @Override
  public String getMessage() {
    if (attempts == null) {
      return "attempts unknown after serialization";
    }
    return attempts.isEmpty()
        ? " one"
        : attempts.stream()
            .map(AttemptRecord::toString)
            .collect(Collectors.joining("\n  ", "\n  ", ""));
  }

  @Override
  public String toString() {
    return "Attempts:" + getMessage();
  }
}
