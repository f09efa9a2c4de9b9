/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.Decision;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.retry.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One attempt, and what was decided after it. Immutable.
 *
 * @param number 1 for the first
 * @param startNanos when it began, in nanoseconds since the call began
 * @param elapsedNanos how long it took
 * @param outcome how it ended
 * @param decision what followed
 * @param notes what else is worth knowing, such as what became of a hedge
 */
public record AttemptRecord(
    int number,
    long startNanos,
    long elapsedNanos,
    Outcome<?> outcome,
    Decision decision,
    List<String> notes) {

  /** Keeps a copy of the notes. */
  public AttemptRecord {
    notes = List.copyOf(notes);
  }

  /** How long the attempt took. */
  public Duration elapsed() {
    return Duration.ofNanos(elapsedNanos);
  }

  /** The wait decided after it; zero if there was none. */
  public Duration delay() {
    return decision instanceof Decision.Retry retry ? retry.delay() : Duration.ZERO;
  }

  /** Why the call went on or ended, in words. */
  public String reason() {
    return decision.reason();
  }

  /** One line of an explained call. */
  @Override
  public String toString() {
    return "attempt " + number + " at " + Nanos.format(startNanos) + ", took "
        + Nanos.format(elapsedNanos) + ": " + reason()
        + notes.stream().map(note -> "; note: " + note).collect(Collectors.joining());
  }
}
