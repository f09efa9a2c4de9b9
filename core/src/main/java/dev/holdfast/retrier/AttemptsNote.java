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
 * The timeline of a call, attached to the exception that ended it as a suppressed exception, so
 * that every printed stack trace shows it. If the same exception object ends another call, the note
 * is replaced, not added.
 */
final class AttemptsNote extends Exception {

  private static final long serialVersionUID = 1;

  private transient volatile List<AttemptRecord> attempts;
  private transient volatile Author author;

  /**
   * The call that the note describes.
   *
   * @param sinceNanos start of the call on the real clock; empty if it used another clock
   */
  record Author(Retrier retrier, OptionalLong sinceNanos) {

    /** Whether the other note was written before this call began, as far as that can be known. */
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
   * Attaches the note to the failure that ends a call.
   *
   * @param attempts of the call; empty if it was not retried
   */
  static void attach(Throwable failure, List<AttemptRecord> attempts, Author author) {
    if (!renew(failure, attempts, author) && !attempts.isEmpty()) {
      failure.addSuppressed(new AttemptsNote(attempts, author));
    }
  }

  /**
   * Replaces the note of an earlier call. If this call has no attempts to report, the note of a
   * call inside its action stays.
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
