/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Url;
import dev.holdfast.retry.CallState;
import dev.holdfast.retry.Decision;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the attempts of one call as they happen. They may be read from elsewhere: when an
 * asynchronous call is ended from outside, and by whoever has the response.
 */
final class History {

  /** The observer of sessions that have none: for it alone, nothing is put into words. */
  static final AttemptObserver NOBODY = attempt -> {};

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.http");

  private final AttemptObserver observer;
  private final CallLog log;
  private List<Attempt> told = List.of();
  /** The attempt under way, or else the last one. */
  private @Nullable Request request;

  private List<String> noted = List.of();

  // What is known of the call's success, until somebody asks: hardly ever, and the words weigh 300
  // bytes. Not an object of its own, since every call has one.
  private @Nullable PhaseClock phases;
  private @Nullable Outcome<Exchange> outcome;
  private @Nullable Decision success;
  private boolean retried;
  private long startNanos;
  private long elapsedNanos;

  History(AttemptObserver observer, CallLog log) {
    this.observer = observer;
    this.log = log;
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

  /** Something turned out after the last attempt was told of. */
  synchronized void amend(String text) {
    if (!told.isEmpty()) {
      told.set(told.size() - 1, told.get(told.size() - 1).noting(text));
    }
  }

  void begin(Request current) {
    request = current;
  }

  void end(Outcome<Exchange> result, Decision decision, PhaseClock clock, CallState state) {
    if (observer == NOBODY && decision instanceof Decision.Success done && !log.writesAttempts()) {
      keep(result, done, clock, state);
    } else {
      tell(add(new EndedAttempt(
          Objects.requireNonNull(request),
          state.attemptStartNanos(),
          state.attemptElapsedNanos(),
          clock,
          result,
          decision,
          noted)));
    }
    retried |= decision instanceof Decision.Retry;
    if (decision instanceof Decision.Success || decision instanceof Decision.Stop) {
      over();
    }
  }

  private void tell(Attempt attempt) {
    log.attempt(attempt);
    observe(attempt);
  }

  /** Of a first attempt that succeeded there is nothing to write. */
  private void over() {
    if (retried) {
      if (log.writesRecoveries()) {
        log.ended(attempts());
      }
    } else if (success == null && !told.isEmpty()) {
      log.endedAtOnce(told.get(told.size() - 1));
    }
  }

  private synchronized void keep(
      Outcome<Exchange> result, Decision.Success done, PhaseClock clock, CallState state) {
    startNanos = state.attemptStartNanos();
    elapsedNanos = state.attemptElapsedNanos();
    phases = clock;
    outcome = result;
    success = done;
  }

  private synchronized Attempt add(EndedAttempt ended) {
    noted = List.of();
    Attempt attempt = ended.told(told.size() + 1);
    if (told.isEmpty()) {
      told = new ArrayList<>(2);
    }
    told.add(attempt);
    return attempt;
  }

  synchronized List<Attempt> attempts() {
    if (request != null && phases != null && outcome != null && success != null) {
      add(new EndedAttempt(request, startNanos, elapsedNanos, phases, outcome, success, noted));
      success = null;
    }
    return List.copyOf(told);
  }

  /** Where the last attempt went. */
  Url lastUrl() {
    return Objects.requireNonNull(request).url();
  }

  /** How often and how long, to end a message with. */
  String summary() {
    List<Attempt> all = attempts();
    if (all.isEmpty()) {
      return "";
    }
    Attempt last = all.get(all.size() - 1);
    long elapsed = Nanos.of(last.start().plus(last.elapsed()));
    return " (" + all.size() + (all.size() == 1 ? " attempt, " : " attempts, ")
        + Nanos.format(elapsed) + " in all)";
  }

  /** An observer that fails must not change what becomes of the call. */
  private void observe(Attempt attempt) {
    try {
      observer.attempt(attempt);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "an AttemptObserver failed; the call goes on", e);
    }
  }
}
