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
 * The state of one call: the request, target and limits of its next attempt. Does no I/O and never
 * waits. {@link HttpAttempts} evaluates an attempt; {@link CallEnd} makes the result. Used by one
 * thread at a time.
 */
final class HttpCall {

  /** The first status that blames the server and not the request. */
  private static final int SERVER_ERROR = 500;

  private final CallState state;
  private final SessionParts parts;
  private final Settings settings;
  private final Deadline deadline;
  private final HttpClassifier classifier;
  private final History history;
  private final Request first;
  /** The hooks of the call; null if there are none, as for most calls. */
  private final @Nullable CallHooks hooks;

  private Request current;
  private OriginPolicies origin;
  private PhaseClock phases;
  private Route route;
  private ConnectionChoice choice = ConnectionChoice.any();
  private boolean endless;
  private @Nullable DownloadRun download;

  /**
   * Creates a call that began at that {@link dev.holdfast.time.TimeSource#nanoTime}.
   *
   * @param info the description of the call for hooks and listeners; null if there are none
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

  /** Returns the engine's state of this call. */
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

  /** Returns the listeners of the call. */
  CallEvents events() {
    return history.events();
  }

  /** Returns the request of the caller, before redirects. */
  Request request() {
    return first;
  }

  /** Returns the request of the present attempt, after redirects. */
  Request current() {
    return current;
  }

  /** Returns the policies of the present attempt's origin. */
  OriginPolicies origin() {
    return origin;
  }

  /** Returns the clock of the present attempt. */
  PhaseClock phases() {
    return phases;
  }

  /** Returns the name of the header with the idempotency key. */
  String keyHeader() {
    return settings.headers().idempotencyKey();
  }

  @Nullable CallHooks hooks() {
    return hooks;
  }

  Retry retry() {
    return settings.retry();
  }

  /** Returns the maker of the call's result. */
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

  /** Leaves the body of the response to the caller, who reads it after the call. */
  void leaveBodyToCaller() {
    history.leaveBodyToCaller();
  }

  /** Ends the deadline when the head has arrived. The body may take as long as the server sends. */
  void endDeadlineAtHead() {
    endless = true;
  }

  boolean leavesBodyToCaller() {
    return history.leavesBodyToCaller();
  }

  /** Saves the body with that download instead of keeping it in memory. */
  void saveTo(DownloadRun run) {
    download = run;
  }

  /**
   * Returns the download that saves the body; null if it stays in memory or the caller reads it.
   */
  @Nullable DownloadRun download() {
    return download;
  }

  /** Closes the resources of the call. Idempotent. */
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

  /** Begins an attempt and returns its request. */
  TransportRequest beginAttempt() {
    resetPhases();
    parts.openStreams().sweep();
    history.begin(current);
    return transportRequest(choice);
  }

  /** Returns the request of a hedge of the present attempt: to another address if there is one. */
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

  /** Completes a request that hooks have changed. */
  TransportRequest sealed(TransportRequest request, Headers headers) {
    return new TransportRequest(
        request.method(),
        request.url(),
        sealed(headers),
        request.body(),
        request.version(),
        request.choice());
  }

  /** Adds the header that must be added last, because it contains the remaining time. */
  private Headers sealed(Headers complete) {
    CallHeaders own = settings.headers();
    return own.deadline() == null
        ? complete
        : own.withDeadline(complete, limits(), first.url().sameOrigin(current.url()));
  }

  /** Returns the limits of an attempt that begins now. */
  AttemptLimits limits() {
    // Observed latencies do not include the time that a caller takes to read a body.
    boolean unusual = leavesBodyToCaller() || download != null;
    long usual = unusual ? Long.MAX_VALUE : origin.pipeline().timing().attemptTimeoutNanos();
    AttemptLimits limits = settings.timeouts().limits(usual, deadline.remainingNanos());
    if (endless) {
      // The driver ends the call at its deadline until the head arrives.
      return new AttemptLimits(limits.phases(), Long.MAX_VALUE, Long.MAX_VALUE);
    }
    return hooks == null ? limits : afterHooks(limits);
  }

  /** Subtracts the time of the hooks, which is a part of the attempt's time. */
  private AttemptLimits afterHooks(AttemptLimits limits) {
    long begun = state.presentStartNanos();
    if (limits.attemptNanos() == Long.MAX_VALUE || begun < 0) {
      return limits;
    }
    long left = limits.attemptNanos() - (state.elapsedNanos() - begun);
    return new AttemptLimits(limits.phases(), Math.max(1, left), limits.deadlineNanos());
  }

  /** Whether the attempt may be hedged: hedging is configured, and the request is repeatable. */
  boolean hedges() {
    return origin.pipeline().timing().hedges()
        && current.body().repeatable()
        && classifier.repeatable(current.method());
  }

  /** Returns the clock of a hedge that begins now. */
  PhaseClock hedgePhases() {
    return new PhaseClock(parts.time(), parts.time().nanoTime());
  }

  /** Records that the hedge has won. Its phases become those of the attempt. */
  void hedgeWon(PhaseClock winner) {
    phases = winner;
  }

  /**
   * Returns the time of the end of the attempt. The phases were measured up to then, so that the
   * clock is not read again.
   */
  long attemptEndNanos() {
    return phases.endNanos();
  }

  /**
   * Records the decision, and prepares the next attempt.
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

  /** Selects another proxy, if the rules have one, after that of this attempt has failed. */
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

  /** Selects another address, where there is one, after a failure or a server error. */
  private ConnectionChoice next(Outcome<ReceivedResponse> outcome) {
    TransportException failure = Outcomes.failure(outcome);
    boolean failed = failure != null || Outcomes.answer(outcome).status() >= SERVER_ERROR;
    return failed
        ? phases.next(failure != null && failure.sent() != Sent.ANSWERED)
        : ConnectionChoice.any();
  }
}
