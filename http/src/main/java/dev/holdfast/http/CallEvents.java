/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.caller.CallersCode;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.AttemptStart;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.http.listen.HedgeOutcome;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notifies the observers and listeners of one call. Every attempt that was started is ended, and
 * the call is ended once. An exception from one of them affects neither the others nor the call.
 */
final class CallEvents {

  /** The instance for calls without listeners. It does not build descriptions of attempts. */
  static final CallEvents NONE = new CallEvents(
      List.of(), List.of(), new CallersCode(TimeSource.system()), TimeSource.system(), 0);

  private final List<AttemptObserver> observers;
  private final List<CallScope> scopes;
  private final CallersCode failures;
  private final TimeSource time;
  private final long startNanos;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile @Nullable AttemptStart running;
  private volatile int attempts;
  private volatile Duration waited = Duration.ZERO;

  CallEvents(
      List<AttemptObserver> observers,
      List<CallScope> scopes,
      CallersCode failures,
      TimeSource time,
      long startNanos) {
    this.observers = observers;
    this.scopes = scopes;
    this.failures = failures;
    this.time = time;
    this.startNanos = startNanos;
  }

  /** Reports that a policy delays the next attempt. */
  void held(String why) {
    tell(scope -> scope.held(why));
  }

  /** Reports that the hedge of the running attempt has ended. */
  void hedged(HedgeOutcome outcome) {
    tell(scope -> scope.hedged(outcome));
  }

  void attemptStarted(String method, Url url) {
    if (scopes.isEmpty()) {
      return;
    }
    AttemptStart start = new AttemptStart(attempts + 1, method, url, sinceStart());
    attempts = start.number();
    running = start;
    tell(scope -> scope.attemptStarted(start));
  }

  void attemptEnded(Attempt attempt) {
    for (AttemptObserver observer : observers) {
      try {
        observer.attempt(attempt);
      } catch (Throwable failure) {
        failures.failed("an AttemptObserver", failure);
      }
    }
    AttemptStart start = running;
    if (start != null) {
      running = null;
      waited = waited.plus(attempt.delay());
      AttemptEnd end = end(start, attempt);
      tell(scope -> scope.attemptEnded(end));
    }
  }

  private static AttemptEnd end(AttemptStart start, Attempt attempt) {
    Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      attempt.phases().of(phase).ifPresent(took -> phases.put(phase, took));
    }
    return new AttemptEnd(
        start,
        attempt.elapsed(),
        phases,
        new AttemptEnd.Result(
            attempt.status(),
            attempt.category().map(Category::code),
            attempt.sent(),
            attempt.message()),
        new AttemptEnd.Connection(
            attempt.phases().remote(),
            attempt.phases().reusedConnection(),
            attempt.phases().protocol()),
        AttemptEnd.Decision.valueOf(attempt.decision().name()),
        attempt.reason(),
        attempt.delay());
  }

  /** Reports that the call has ended with a response, and returns it. */
  <R> R ended(R response) {
    if (!scopes.isEmpty() && response instanceof HttpResponse head) {
      over(OptionalInt.of(head.status()), Optional.empty(), Optional.empty());
    }
    return response;
  }

  /** Reports that the call has ended with an exception. */
  void failed(Throwable failure) {
    if (!scopes.isEmpty()) {
      String error = failure instanceof RequestException known
          ? known.category().code()
          : failure.getClass().getName();
      over(OptionalInt.empty(), Optional.of(error), Optional.of(failure));
    }
  }

  /** Reports that the caller has completed the future, so that there is no result. */
  void abandoned() {
    if (!scopes.isEmpty()) {
      over(OptionalInt.empty(), Optional.of(Category.CANCELLED.code()), Optional.empty());
    }
  }

  private void over(OptionalInt status, Optional<String> error, Optional<Throwable> failure) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    AttemptStart start = running;
    if (start != null) {
      AttemptEnd end = brokenOff(start, error.orElse(Category.CANCELLED.code()));
      each(scope -> scope.attemptEnded(end));
    }
    CallOutcome outcome = new CallOutcome(status, error, failure, attempts, sinceStart(), waited);
    each(scope -> scope.ended(outcome));
  }

  /** Describes an attempt that was running when the call ended. No decision followed it. */
  private AttemptEnd brokenOff(AttemptStart start, String error) {
    String reason = "the call ended during the attempt";
    return new AttemptEnd(
        start,
        sinceStart().minus(start.start()),
        Map.of(),
        new AttemptEnd.Result(OptionalInt.empty(), Optional.of(error), Sent.MAYBE, reason),
        new AttemptEnd.Connection(Optional.empty(), false, Optional.empty()),
        AttemptEnd.Decision.STOP,
        reason,
        Duration.ZERO);
  }

  private Duration sinceStart() {
    return Duration.ofNanos(time.nanoTime() - startNanos);
  }

  /** Notifies the listeners, unless the call has ended. */
  private void tell(Consumer<CallScope> event) {
    if (!over.get()) {
      each(event);
    }
  }

  private void each(Consumer<CallScope> event) {
    for (CallScope scope : scopes) {
      try {
        event.accept(scope);
      } catch (Throwable failure) {
        failures.failed("a CallScope", failure);
      }
    }
  }
}
