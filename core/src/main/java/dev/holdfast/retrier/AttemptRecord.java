/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.Decision;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** One attempt, and the decision after it. Immutable. */
public final class AttemptRecord {

  private final int number;
  private final long startNanos;
  private final long elapsedNanos;
  private final Outcome<?> outcome;
  private final Decision decision;
  private final List<String> notes;

  /**
   * An attempt.
   *
   * @param startNanos since the call began
   */
  AttemptRecord(
      int number,
      long startNanos,
      long elapsedNanos,
      Outcome<?> outcome,
      Decision decision,
      List<String> notes) {
    this.number = number;
    this.startNanos = startNanos;
    this.elapsedNanos = elapsedNanos;
    this.outcome = Objects.requireNonNull(outcome, "outcome");
    this.decision = Objects.requireNonNull(decision, "decision");
    this.notes = List.copyOf(notes);
  }

  /** The attempt's number; 1 for the first. */
  public int number() {
    return number;
  }

  /** The time from the start of the call to the start of the attempt. */
  public Duration start() {
    return Duration.ofNanos(startNanos);
  }

  /** The time that the attempt took. */
  public Duration elapsed() {
    return Duration.ofNanos(elapsedNanos);
  }

  /** The outcome of the attempt. */
  public Outcome<?> outcome() {
    return outcome;
  }

  /**
   * The reason why the call ended with this attempt; empty if another attempt followed, or it
   * succeeded.
   */
  public Optional<StopReason> stopped() {
    return decision instanceof Decision.Stop stop ? Optional.of(stop.why()) : Optional.empty();
  }

  /** The reason why the call went on or ended, in words. */
  public String reason() {
    return decision.reason();
  }

  /** The wait decided after the attempt; zero if there was none. */
  public Duration delay() {
    return decision instanceof Decision.Retry retry ? retry.delay() : Duration.ZERO;
  }

  /** Further facts, such as the result of a hedge. */
  public List<String> notes() {
    return notes;
  }

  /** {@link #start()} in nanoseconds. */
  long startNanos() {
    return startNanos;
  }

  /** {@link #elapsed()} in nanoseconds. */
  long elapsedNanos() {
    return elapsedNanos;
  }

  /** The engine's decision. */
  Decision decision() {
    return decision;
  }

  /** One line of an explained call. */
  @Override
  public String toString() {
    return "attempt " + number + " at " + Nanos.format(startNanos) + ", took "
        + Nanos.format(elapsedNanos) + ": " + reason()
        + notes.stream().map(note -> "; note: " + note).collect(Collectors.joining());
  }
}
