/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rides on the exception that a call ends with, as a suppressed one, so that the timeline shows in
 * every printed stack trace. Replaced, not added, when the same exception object ends another call.
 */
final class AttemptsNote extends Exception {

  private static final long serialVersionUID = 1;

  private transient volatile List<AttemptRecord> attempts;

  private AttemptsNote(List<AttemptRecord> attempts) {
    super(null, null, false, false);
    this.attempts = attempts;
  }

  static void attach(Throwable failure, List<AttemptRecord> attempts) {
    for (Throwable suppressed : failure.getSuppressed()) {
      if (suppressed instanceof AttemptsNote note) {
        note.attempts = attempts;
        return;
      }
    }
    failure.addSuppressed(new AttemptsNote(attempts));
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
    return attempts == null
        ? "attempts unknown after serialization"
        : attempts.stream()
            .map(AttemptRecord::toString)
            .collect(Collectors.joining("\n  ", "\n  ", ""));
  }

  @Override
  public String toString() {
    return "Attempts:" + getMessage();
  }
}
