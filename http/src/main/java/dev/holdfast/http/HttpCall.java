/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.RetryEngine;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.resume.DownloadRun;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.ConnectionChoice;
import dev.holdfast.http.transport.Route;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.StopReason;
import dev.holdfast.time.Deadline;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of one call: what its next attempt sends, where to, and within which limits. Does no
 * I/O and never waits; {@link HttpAttempts} says what an attempt has led to, {@link CallEnd} what
 * the call ends with. Used by one thread at a time.
 */
final class HttpCall {

  /** The first status that says that the server, and not the request, is at fault. */
  private static final int SERVER_ERROR = 500;

  private final CallState state;
  private final SessionParts parts;
  private final Settings settings;
  private final Deadline deadline;
  private final HttpClassifier classifier;
  private final History history;
  private final Request first;
  /** Null if there are none, as for most calls. */
  private final @Nullable CallHooks hooks;

  private Request current;
  private OriginPolicies origin;
  private PhaseClock phases;
  private Route route;
  private ConnectionChoice choice = ConnectionChoice.any();
  private boolean endless;
  private @Nullable DownloadRun download;

  /**
   * A call that began at that {@link dev.holdfast.time.TimeSource#nanoTime}.
   *
   * @param info what hooks and listeners are told of it; null if there are none
   */
  HttpCall(
      SessionParts parts,
      Request request,
      Settings settings,
      Deadline deadline,
      long startNanos,
      @Nullable CallInfo info) {
    this.state = CallState.startedAt(startNanos, parts.time());
    this.parts = parts;
    this.first = request;
    this.current = request;
    this.settings = settings;
    this.deadline = deadline;
    this.classifier = new HttpClassifier(settings.retry(), request.headers().contains(keyHeader()));
    this.history =
        new History(parts.listeners().begin(info, parts.time(), startNanos), parts.log());
    this.hooks = CallHooks.of(this, info, settings);
    this.phases = new PhaseClock(parts.time(), startNanos);
    this.origin = parts.origins().of(settings.safeguards(), request.url(), startNanos);
    this.route = settings.routeTo(request.url());
  }

  /** The engine's state of this call. */
  CallState state() {
    return state;
  }

  SessionParts parts() {
    return parts;
  }

  RetryEngine engine() {
    return parts.engine().with(settings.retry().policy());
  }

  Deadline deadline() {
    return deadline;
  }

  HttpClassifier classifier() {
    return classifier;
  }

  History history() {
    return history;
  }

  /** What listens to the call. */
  CallEvents events() {
    return history.events();
  }

  /** The request of the caller, before redirects. */
  Request request() {
    return first;
  }

  /** The request of the present attempt, after redirects. */
  Request current() {
    return current;
  }

  /** The policies of the origin that the present attempt goes to. */
  OriginPolicies origin() {
    return origin;
  }

  /** Measures the present attempt. */
  PhaseClock phases() {
    return phases;
  }

  /** The name of the header with the idempotency key. */
  String keyHeader() {
    return settings.headers().idempotencyKey();
  }

  @Nullable CallHooks hooks() {
    return hooks;
  }

  Retry retry() {
    return settings.retry();
  }

  /** Makes the result of the call. */
  CallEnd end() {
    return new CallEnd(this);
  }

  /**
   * Refuses a call whose deadline has passed before its first attempt.
   *
   * @throws DeadlineExceededException if the deadline has passed
   */
  void requireTime() {
    if (deadline.expired()) {
      throw end()
          .failure(Category.DEADLINE_EXCEEDED, "the deadline had passed before the call began")
          .toException();
    }
  }

  /** The caller reads the body of the response, after the call. */
  void leaveBodyToCaller() {
    history.leaveBodyToCaller();
  }

  /** The deadline ends with the head: the body may come for as long as the server sends. */
  void endDeadlineAtHead() {
    endless = true;
  }

  boolean leavesBodyToCaller() {
    return history.leavesBodyToCaller();
  }

  /** The body goes there, and not into memory. */
  void saveTo(DownloadRun run) {
    download = run;
  }

  /** Where the body goes, or null if it stays in memory or is the caller's to read. */
  @Nullable DownloadRun download() {
    return download;
  }

  /** The call is over: what it has opened is closed. Idempotent. */
  void release() {
    DownloadRun run = download;
    if (run != null) {
      run.close();
    }
  }

  /** Begins an attempt that a policy has refused: nothing is sent. */
  void beginRefused() {
    resetPhases();
    history.begin(current);
  }

  /** Begins an attempt and returns what it sends. */
  TransportRequest beginAttempt() {
    resetPhases();
    parts.openStreams().sweep();
    history.begin(current);
    return transportRequest(choice);
  }

  /** Returns what a hedge of the present attempt sends: to another address if there is one. */
  TransportRequest hedgeRequest() {
    return transportRequest(phases.avoidingAddress(choice));
  }

  private void resetPhases() {
    long begun = state.startNanos() + state.attemptStartNanos();
    // The clock of the first attempt exists already, unless a policy has held the attempt.
    if (state.attempts() > 1 || begun != state.startNanos()) {
      phases = new PhaseClock(parts.time(), begun);
    }
  }

  private TransportRequest transportRequest(ConnectionChoice connection) {
    Headers headers = parts.complete(current);
    if (download != null) {
      headers = download.asked(headers, current.headers());
    }
    return new TransportRequest(
        current.method(),
        current.url(),
        hooks == null ? sealed(headers) : headers,
        current.body(),
        current.overrides().httpVersion(),
        connection.by(route));
  }

  /** A request that hooks have changed, ready to be sent. */
  TransportRequest sealed(TransportRequest request, Headers headers) {
    return new TransportRequest(
        request.method(),
        request.url(),
        sealed(headers),
        request.body(),
        request.version(),
        request.choice());
  }

  /** Adds the header that has to be added last, since it says how much time is left. */
  private Headers sealed(Headers complete) {
    CallHeaders own = settings.headers();
    return own.deadline() == null
        ? complete
        : own.withDeadline(complete, limits(), first.url().sameOrigin(current.url()));
  }

  /** The limits of an attempt that begins now. */
  AttemptLimits limits() {
    // Observed latencies do not include the time that a caller takes to read a body.
    boolean unusual = leavesBodyToCaller() || download != null;
    long usual = unusual ? Long.MAX_VALUE : origin.pipeline().timing().attemptTimeoutNanos();
    AttemptLimits limits = settings.timeouts().limits(usual, deadline.remainingNanos());
    if (endless) {
      // The driver ends the call at its deadline until the head is there.
      return new AttemptLimits(limits.phases(), Long.MAX_VALUE, Long.MAX_VALUE);
    }
    return hooks == null ? limits : afterHooks(limits);
  }

  /** The time of its hooks is a part of the attempt's. */
  private AttemptLimits afterHooks(AttemptLimits limits) {
    long begun = state.presentStartNanos();
    if (limits.attemptNanos() == Long.MAX_VALUE || begun < 0) {
      return limits;
    }
    long left = limits.attemptNanos() - (state.elapsedNanos() - begun);
    return new AttemptLimits(limits.phases(), Math.max(1, left), limits.deadlineNanos());
  }

  /** Whether the attempt may be hedged: if that is asked for, and the request is repeatable. */
  boolean hedges() {
    return origin.pipeline().timing().hedges()
        && current.body().repeatable()
        && classifier.repeatable(current.method());
  }

  /** Measures a hedge that begins now. */
  PhaseClock hedgePhases() {
    return new PhaseClock(parts.time(), parts.time().nanoTime());
  }

  /** The hedge has won: its phases are those of the attempt. */
  void hedgeWon(PhaseClock winner) {
    phases = winner;
  }

  /** The phases were measured up to there, so that the clock need not be read again. */
  long attemptEndNanos() {
    return phases.endNanos();
  }

  /**
   * Records what was decided, and prepares the next attempt.
   *
   * @throws UnrewindableBodyException if the body is needed again and can be sent only once
   */
  void decided(Outcome<ReceivedResponse> outcome, Decision decision) {
    Request upcoming = upcoming(outcome, decision);
    Body body = upcoming.body();
    if (HttpAttempts.goesOn(decision) && !body.repeatable() && body.spent()) {
      String reason = decision.reason()
          + "; but the request body can be sent only once and was handed over already";
      history.end(
          outcome,
          new Decision.Stop(StopReason.NOT_RETRYABLE, reason, Optional.empty()),
          phases,
          state);
      throw end().bodySpent(outcome, reason).toException();
    }
    history.end(outcome, decision, phases, state);
    if (hooks != null) {
      hooks.ended(outcome);
    }
    choice = decision instanceof Decision.Retry ? next(outcome) : ConnectionChoice.any();
    failover(outcome, decision);
    if (upcoming != current) {
      history.followed(Outcomes.answer(outcome));
      current = upcoming;
      route = parts.mounts().of(upcoming.url()).routeTo(upcoming.url());
      origin =
          parts.origins().of(settings.safeguards(), upcoming.url(), parts.time().nanoTime());
    }
  }

  /** Another proxy, if the rules have one, since that of this attempt has failed. */
  private void failover(Outcome<ReceivedResponse> outcome, Decision decision) {
    if (!(outcome instanceof Outcome.Failure<ReceivedResponse> failed)
        || !(failed.error() instanceof TransportException failure)
        || !failure.proxyFailed()
        || failure.permanent()) {
      return;
    }
    Settings mounted = parts.mounts().of(current.url());
    mounted.routing().failed(current.url(), route, failure);
    if (decision instanceof Decision.Retry) {
      route = mounted.routeTo(current.url());
    }
  }

  private Request upcoming(Outcome<ReceivedResponse> outcome, Decision decision) {
    return decision instanceof Decision.Follow
            && Outcomes.answer(outcome).redirect().orElse(null)
                instanceof Redirects.Target.Next next
        ? next.request()
        : current;
  }

  /** After a failure or a server error: another address, where there is one. */
  private ConnectionChoice next(Outcome<ReceivedResponse> outcome) {
    TransportException failure = Outcomes.failure(outcome);
    boolean failed = failure != null || Outcomes.answer(outcome).status() >= SERVER_ERROR;
    return failed
        ? phases.next(failure != null && failure.sent() != Sent.ANSWERED)
        : ConnectionChoice.any();
  }
}
