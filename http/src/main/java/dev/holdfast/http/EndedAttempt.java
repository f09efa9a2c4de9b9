/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.Decision;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The facts about an attempt that has ended, from which {@link Attempt} is made.
 *
 * @param startNanos since the start of the call
 * @param elapsedNanos from the start to the end of the attempt
 * @param noted further notes
 */
record EndedAttempt(
    Request request,
    long startNanos,
    long elapsedNanos,
    PhaseClock phases,
    Outcome<ReceivedResponse> outcome,
    Decision decision,
    List<String> noted) {

  /** Returns the public description. The first attempt of a call is number 1. */
  Attempt told(int number) {
    return new Attempt(
        number,
        request.method(),
        request.url().masked(),
        phases.endedAt().minusNanos(elapsedNanos),
        Duration.ofNanos(startNanos),
        Duration.ofNanos(elapsedNanos),
        phases.timings(),
        result(),
        kind(),
        decision.reason(),
        decision instanceof Decision.Retry retry ? retry.delay() : Duration.ZERO,
        notes(),
        new AttemptHeaders(phases.sent(), received()));
  }

  private Attempt.Result result() {
    if (outcome instanceof Outcome.Value<ReceivedResponse> answered) {
      ReceivedResponse received = answered.value();
      return new Attempt.Result(
          OptionalInt.of(received.status()),
          Optional.empty(),
          Sent.ANSWERED,
          Secrets.foreign(received.reason()));
    }
    if (outcome instanceof Outcome.Failure<ReceivedResponse> failed) {
      Throwable error = failed.error();
      return new Attempt.Result(
          OptionalInt.empty(),
          Optional.of(Outcomes.category(error)),
          Outcomes.sent(error),
          String.valueOf(error.getMessage()));
    }
    throw new AssertionError(outcome);
  }

  private Headers received() {
    if (outcome instanceof Outcome.Value<ReceivedResponse> answered) {
      return answered.value().headers();
    }
    return outcome instanceof Outcome.Failure<ReceivedResponse> failed
            && failed.error() instanceof TransportException failure
        ? failure.head().map(TransportException.Head::headers).orElse(Headers.empty())
        : Headers.empty();
  }

  private Attempt.Decision kind() {
    if (decision instanceof Decision.Success) {
      return Attempt.Decision.SUCCESS;
    }
    if (decision instanceof Decision.Retry) {
      return Attempt.Decision.RETRY;
    }
    return decision instanceof Decision.Follow ? Attempt.Decision.FOLLOW : Attempt.Decision.STOP;
  }

  private List<String> notes() {
    if (!(outcome instanceof Outcome.Value<ReceivedResponse> answered)) {
      return List.copyOf(noted);
    }
    List<String> ignored = answered.value().notes();
    TransportException lost = answered.value().bodyFailure();
    if (noted.isEmpty() && lost == null) {
      return ignored;
    }
    List<String> notes = new ArrayList<>(noted);
    notes.addAll(ignored);
    if (lost != null) {
      notes.add(LostBody.note(lost));
    }
    return List.copyOf(notes);
  }
}
