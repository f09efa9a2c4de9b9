/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.CallState;
import dev.holdfast.retry.Decision;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the attempts of one call as they happen. They may be read from elsewhere when an
 * asynchronous call is ended from outside.
 */
final class History {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  private final Consumer<Attempt> observer;
  private final List<Attempt> attempts = new ArrayList<>(1);
  private @Nullable Request request;
  private long startNanos;
  private List<String> noted = List.of();

  History(AttemptObserver observer) {
    this.observer = guarded(observer);
  }

  /** The next attempt has to wait before it may begin. */
  void held(String why) {
    note("held back before it began: " + why);
  }

  /** What else is worth knowing of the attempt under way. */
  void note(String text) {
    noted = new ArrayList<>(noted);
    noted.add(text);
  }

  void begin(Request current, CallState state) {
    request = current;
    startNanos = state.elapsedNanos();
  }

  void end(Outcome<Exchange> outcome, Decision decision, PhaseClock phases, CallState state) {
    Request sent = Objects.requireNonNull(request);
    Duration delay = decision instanceof Decision.Retry retry ? retry.delay() : Duration.ZERO;
    Attempt attempt = new Attempt(
        state.attempts(),
        sent.method(),
        sent.url().masked(),
        Duration.ofNanos(startNanos),
        Duration.ofNanos(state.elapsedNanos() - startNanos),
        phases.timings(),
        result(outcome),
        kind(decision),
        decision.reason(),
        delay,
        notes(outcome));
    noted = List.of();
    add(attempt);
    observer.accept(attempt);
  }

  private List<String> notes(Outcome<Exchange> outcome) {
    List<String> ignored = outcome instanceof Outcome.Value<Exchange> answered
        ? answered.value().retryAfter().notes()
        : List.of();
    if (noted.isEmpty()) {
      return ignored;
    }
    List<String> notes = new ArrayList<>(noted);
    notes.addAll(ignored);
    return notes;
  }

  private synchronized void add(Attempt attempt) {
    attempts.add(attempt);
  }

  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** How often and how long, to end a message with. */
  synchronized String summary() {
    if (attempts.isEmpty()) {
      return "";
    }
    Attempt last = attempts.get(attempts.size() - 1);
    long elapsed = Nanos.of(last.start().plus(last.elapsed()));
    return " (" + attempts.size() + (attempts.size() == 1 ? " attempt, " : " attempts, ")
        + Nanos.format(elapsed) + " in all)";
  }

  private static Attempt.Result result(Outcome<Exchange> outcome) {
    if (outcome instanceof Outcome.Value<Exchange> answered) {
      Exchange exchange = answered.value();
      return new Attempt.Result(
          OptionalInt.of(exchange.status()),
          Optional.empty(),
          Sent.ANSWERED,
          Escaped.text(exchange.reason()));
    }
    if (outcome instanceof Outcome.Failure<Exchange> failed
        && failed.error() instanceof TransportException e) {
      return new Attempt.Result(
          OptionalInt.empty(), Optional.of(e.category()), e.sent(), String.valueOf(e.getMessage()));
    }
    throw new AssertionError(outcome);
  }

  private static Attempt.Decision kind(Decision decision) {
    if (decision instanceof Decision.Success) {
      return Attempt.Decision.SUCCESS;
    }
    if (decision instanceof Decision.Retry) {
      return Attempt.Decision.RETRY;
    }
    return decision instanceof Decision.Follow ? Attempt.Decision.FOLLOW : Attempt.Decision.STOP;
  }

  /** An observer that fails must not change what becomes of the call. */
  private static Consumer<Attempt> guarded(AttemptObserver observer) {
    return attempt -> {
      try {
        observer.attempt(attempt);
      } catch (RuntimeException e) {
        LOGGER.log(System.Logger.Level.WARNING, "an AttemptObserver failed; the call goes on", e);
      }
    };
  }
}
