/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.transport.ConnectionInfo;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.retry.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the attempts of one call. Other threads may read them: the thread that ends an asynchronous
 * call, and every thread that has the response.
 */
final class History {

  /** The number of first attempts kept of a very long call. The last ones are kept too. */
  private static final int FIRST = 5;

  private static final int LAST = 100;

  private final CallEvents events;
  private final CallLog log;
  private List<Attempt> told = List.of();
  /** The number of attempts that were dropped. */
  private int forgotten;
  /** The request of the running attempt, or of the last one. */
  private @Nullable Request request;

  private List<String> noted = List.of();
  private List<EarlierResponse> redirects = List.of();

  // The facts about a successful attempt. A description takes 300 bytes and is rarely asked for, so
  // it is built on demand. These are fields and not an object, because every call has them.
  private @Nullable PhaseClock phases;
  private @Nullable Outcome<ReceivedResponse> outcome;
  private @Nullable Decision success;
  private boolean retried;
  /**
   * Whether the caller reads the body after the call. It is kept here, where it takes no memory.
   */
  private boolean bodyLeft;

  private long startNanos;
  private long elapsedNanos;

  History(CallEvents events, CallLog log) {
    this.events = events;
    this.log = log;
  }

  void leaveBodyToCaller() {
    bodyLeft = true;
  }

  boolean leavesBodyToCaller() {
    return bodyLeft;
  }

  /** Returns the listeners of the call. */
  CallEvents events() {
    return events;
  }

  /** Records that a policy delays the next attempt. */
  void held(String why) {
    events.held(why);
    note("held back before it began: " + why);
  }

  /** Adds a note to the running attempt. */
  void note(String text) {
    noted = new ArrayList<>(noted);
    noted.add(text);
  }

  /** Adds a note to the last attempt, which was recorded before. */
  synchronized void amend(String text) {
    if (!told.isEmpty()) {
      told.set(told.size() - 1, told.get(told.size() - 1).noting(text));
    }
  }

  void begin(Request current) {
    request = current;
    events.attemptStarted(current.method(), current.url());
  }

  void end(Outcome<ReceivedResponse> result, Decision decision, PhaseClock clock, CallState state) {
    if (events == CallEvents.NONE
        && decision instanceof Decision.Success done
        && !log.writesAttempts()) {
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
    events.attemptEnded(attempt);
  }

  /** Logs the end of a call, unless its first attempt succeeded. */
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
      Outcome<ReceivedResponse> result, Decision.Success done, PhaseClock clock, CallState state) {
    startNanos = state.attemptStartNanos();
    elapsedNanos = state.attemptElapsedNanos();
    phases = clock;
    outcome = result;
    success = done;
  }

  private synchronized Attempt add(EndedAttempt ended) {
    noted = List.of();
    phases = ended.phases();
    Attempt attempt = ended.told(told.size() + forgotten + 1);
    if (told.isEmpty()) {
      told = new ArrayList<>(2);
    }
    told.add(attempt);
    if (told.size() > FIRST + 2 * LAST) {
      forget(told.subList(FIRST, told.size() - LAST));
    }
    return attempt;
  }

  private void forget(List<Attempt> some) {
    Optional<Attempt> witness = witness(some);
    forgotten += some.size() - (witness.isPresent() ? 1 : 0);
    some.clear();
    witness.ifPresent(some::add);
  }

  /**
   * Returns an attempt that may have reached the server. One is kept, because {@code sent()} would
   * say NO otherwise.
   */
  private Optional<Attempt> witness(List<Attempt> some) {
    return told.subList(0, FIRST).stream().anyMatch(History::mayHaveArrived)
        ? Optional.empty()
        : some.stream().filter(History::mayHaveArrived).reduce((first, last) -> last);
  }

  private static boolean mayHaveArrived(Attempt attempt) {
    return attempt.sent() != Sent.NO;
  }

  /** Returns all attempts, or the first few and the last hundred with a note between them. */
  private List<Attempt> kept() {
    int more = told.size() - FIRST - LAST;
    if (more <= 0) {
      return List.copyOf(told);
    }
    List<Attempt> kept = new ArrayList<>(told);
    List<Attempt> middle = kept.subList(FIRST, FIRST + more);
    Optional<Attempt> witness = witness(middle);
    middle.clear();
    witness.ifPresent(middle::add);
    for (int i = FIRST; i < kept.size(); i++) {
      int leftOut = kept.get(i).number() - kept.get(i - 1).number() - 1;
      if (leftOut > 0) {
        kept.set(i, kept.get(i).noting(leftOut + " attempts before this one are left out"));
      }
    }
    return List.copyOf(kept);
  }

  synchronized List<Attempt> attempts() {
    if (request != null && phases != null && outcome != null && success != null) {
      add(new EndedAttempt(request, startNanos, elapsedNanos, phases, outcome, success, noted));
      success = null;
    }
    return kept();
  }

  /** Returns the connection of the last attempt. */
  synchronized ConnectionInfo connection() {
    return phases == null ? ConnectionInfo.unknown() : phases.connection();
  }

  /** Records that the response of the last attempt is a redirect that is followed. */
  synchronized void followed(ReceivedResponse redirect) {
    redirects = new ArrayList<>(redirects);
    redirects.add(redirect.earlier());
  }

  synchronized List<EarlierResponse> redirects() {
    return List.copyOf(redirects);
  }

  /** Returns the request of the last attempt. */
  Request lastRequest() {
    return Objects.requireNonNull(request);
  }

  /** Returns the number of attempts and the time, for the end of a message. */
  String summary() {
    List<Attempt> all = attempts();
    if (all.isEmpty()) {
      return "";
    }
    Attempt last = all.get(all.size() - 1);
    long elapsed = Nanos.of(last.start().plus(last.elapsed()));
    int leftOut = last.number() - all.size();
    return " (" + last.number() + (last.number() == 1 ? " attempt, " : " attempts, ")
        + Nanos.format(elapsed) + " in all"
        + (leftOut == 0 ? "" : ", " + leftOut + " of the attempts are left out") + ")";
  }
}
