/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.Verdict;
import dev.holdfast.http.auth.Authentications;
import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.caller.Condition;
import dev.holdfast.http.concurrent.TimedCode;
import dev.holdfast.http.hook.AnsweredAttempt;
import dev.holdfast.http.hook.AsyncAttemptHook;
import dev.holdfast.http.hook.AsyncRecoveryHook;
import dev.holdfast.http.hook.Hooks;
import dev.holdfast.http.hook.PreviousAttempt;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of one call: their arguments, and the meaning of their answers. {@link BlockingHooks}
 * and {@link AsyncHooks} run them.
 */
final class CallHooks {

  private final HttpCall call;
  private final CallInfo info;
  private final Hooks hooks;
  private final List<Condition<Response>> checks;
  /** The authentications of the session that may answer challenges; null if there are none. */
  private final @Nullable CallAuthentication authentication;

  private @Nullable PreviousAttempt previous;
  /** The headers that the present attempt was sent with. */
  private volatile Headers sent = Headers.empty();
  /**
   * Whether a hook of the caller has recovered the call. It may do so once, because a server that
   * always refuses would keep the call in a loop.
   */
  private boolean recovered;

  private volatile Verdict.@Nullable Again again;
  private volatile @Nullable Throwable thrown;

  private CallHooks(HttpCall call, CallInfo info, Settings settings) {
    this.call = call;
    this.info = info;
    this.hooks = settings.hooks();
    this.checks = settings.checks();
    Authentications own = call.parts().authentications();
    this.authentication = own.answerChallenges() ? new CallAuthentication(own) : null;
  }

  /** Returns the hooks of a call; null if there are none. */
  static @Nullable CallHooks of(HttpCall call, @Nullable CallInfo info, Settings settings) {
    boolean none = settings.hooks().isEmpty() && settings.checks().isEmpty();
    return info == null || none ? null : new CallHooks(call, info, settings);
  }

  HttpCall call() {
    return call;
  }

  List<AsyncAttemptHook> attempts() {
    return hooks.attempts();
  }

  /** Returns the recovery hooks of the caller. */
  List<AsyncRecoveryHook> recoveries() {
    return hooks.recoveries();
  }

  /** Whether the session has authentications that may have to be asked. */
  boolean mayAuthenticate() {
    return authentication != null;
  }

  /** Returns an attempt for the hooks to change. */
  HookedAttempt draft(TransportRequest request, boolean hedge) {
    return new HookedAttempt(call, info, request, hedge, previous);
  }

  /**
   * Returns the request with the changes of the hooks.
   *
   * @throws TransportException if the deadline has passed meanwhile
   */
  TransportRequest changed(TransportRequest request, HookedAttempt draft)
      throws TransportException {
    Headers headers = draft.done();
    if (!draft.leftOut().isEmpty() && !draft.hedge()) {
      call.history()
          .note("headers " + draft.leftOut() + " of hooks were left out: the redirect leads to"
              + " another origin");
    }
    sent = headers;
    if (call.deadline().expired()) {
      throw outOfTime("a hook");
    }
    return call.sealed(request, headers);
  }

  /** Returns how long the hooks of an attempt may still take, in nanoseconds. */
  long leftNanos() {
    AttemptLimits limits = call.limits();
    return Math.min(limits.attemptNanos(), limits.deadlineNanos());
  }

  /**
   * Runs code of the caller, which may block. Interrupts this thread when the time is over. Code
   * that ignores the interrupt runs on and is found to be late when it returns.
   */
  <T> T bounded(Callable<T> step, long nanos) throws Exception {
    return TimedCode.call(step, call.parts().time(), nanos, this::late);
  }

  /** Whether the call ends now, whatever its hooks do. */
  boolean over() {
    return call.deadline().expired() || call.parts().time().ended();
  }

  /** Ends the run of hooks from outside. Hooks themselves never throw it. */
  static final class Ended extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient TransportException failure;

    Ended(TransportException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  /** Returns the exception for hooks that have used up the time of the attempt or of the call. */
  Ended late() {
    return new Ended(outOfTime("a hook"));
  }

  private TransportException outOfTime(String where) {
    if (call.parts().time().ended()) {
      return TransportException.of(
          FailureKind.CANCELLED, Sent.NO, "the session was closed in " + where, null);
    }
    return call.deadline().expired()
        ? TransportException.of(
            FailureKind.DEADLINE_EXCEEDED, Sent.NO, "the deadline passed in " + where, null)
        : TransportException.of(
                FailureKind.CONNECT_TIMEOUT,
                Sent.NO,
                "the attempt timeout passed in a hook, before anything was sent",
                null)
            .asOwnLimit();
  }

  /**
   * Returns the cause for the exception of the call: the exception that a hook has thrown, if one
   * has.
   */
  static Throwable cause(@Nullable CallHooks hooks, Throwable ofAttempt) {
    Throwable own = hooks == null ? null : hooks.thrown;
    return own != null && ofAttempt.getCause() == own ? own : ofAttempt;
  }

  /** Returns the failure that ends the call after a hook has thrown. */
  TransportException failed(Throwable cause) {
    if (cause instanceof Ended ended) {
      return ended.failure;
    }
    thrown = cause;
    return TransportException.of(
        FailureKind.INVALID_REQUEST,
        Sent.NO,
        "a hook failed, so the attempt was not sent: " + Secrets.foreign(cause),
        cause);
  }

  /** Whether the caller's code is asked about that end of an attempt. */
  boolean concerns(Outcome<ReceivedResponse> outcome) {
    return challenged(outcome) != null || answered(outcome) != null || expects(outcome);
  }

  private boolean expects(Outcome<ReceivedResponse> outcome) {
    return !checks.isEmpty()
        && outcome instanceof Outcome.Value<ReceivedResponse> answered
        && answered.value().status() < 400
        && answered.value().body() != null
        && answered.value().redirect().isEmpty();
  }

  /**
   * Returns the outcome, turned into a failure if the response does not meet a condition, or if the
   * deadline has passed in one.
   */
  Outcome<ReceivedResponse> checked(Outcome<ReceivedResponse> outcome) {
    return expects(outcome)
        ? TimedCode.inTime(
                () -> met(outcome), call.parts().time(), call.deadline().remainingNanos())
            .orElseGet(() -> notRecovered(outcome, new Ended(outOfTime("an expectation"))))
        : outcome;
  }

  private Outcome<ReceivedResponse> met(Outcome<ReceivedResponse> outcome) {
    ReceivedResponse received = Outcomes.answer(outcome);
    Response response = call.end().response(received);
    for (Condition<Response> check : checks) {
      if (!check.holds(response)) {
        return Outcome.failed(TransportException.of(
                FailureKind.BAD_RESPONSE,
                Sent.ANSWERED,
                "status " + received.statusLine() + ", but the response is not " + check.what(),
                null)
            .withHead(received.head()));
      }
    }
    return outcome;
  }

  /** Whether the authentications of the session are asked about that response. */
  boolean isChallenge(ReceivedResponse received) {
    return authentication != null
        && again == null
        && authentication.concerns(received)
        && !call.classifier().mayRetryStatus(call.current().method(), received);
  }

  /** Returns the attempt to ask the authentications about; null if they are not asked. */
  @Nullable AnsweredAttempt challenged(Outcome<ReceivedResponse> outcome) {
    return outcome instanceof Outcome.Value<ReceivedResponse> answered
            && isChallenge(answered.value())
        ? answered(answered.value())
        : null;
  }

  /** Asks the authentications. */
  CompletionStage<Boolean> authenticate(AnsweredAttempt challenge) throws Exception {
    CallAuthentication asked = Objects.requireNonNull(authentication);
    return bounded(() -> asked.recovers(challenge), call.deadline().remainingNanos());
  }

  /** Records the decision of the authentications. */
  void authenticated(Outcome<ReceivedResponse> outcome, boolean yes) {
    Objects.requireNonNull(authentication).decided(Outcomes.answer(outcome), yes);
    if (yes) {
      sendAgain(outcome, "the authentication asks for one more attempt");
    }
  }

  /** Returns the attempt to ask the recovery hooks about; null if they are not asked. */
  @Nullable AnsweredAttempt answered(Outcome<ReceivedResponse> outcome) {
    if (recovered
        || again != null
        || hooks.recoveries().isEmpty()
        || !(outcome instanceof Outcome.Value<ReceivedResponse> answered)) {
      return null;
    }
    ReceivedResponse received = answered.value();
    boolean asked = received.status() >= 400
        && !call.classifier().mayRetryStatus(call.current().method(), received);
    return asked ? answered(received) : null;
  }

  private AnsweredAttempt answered(ReceivedResponse received) {
    return new AnsweredAttempt(
        info,
        call.state().attempts(),
        call.current().method(),
        received.url(),
        sent,
        received.status(),
        received.headers(),
        Optional.ofNullable(received.body()),
        call.deadline().isNone()
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(Math.max(0, call.deadline().remainingNanos()))));
  }

  /** Records that a hook asks for one more attempt. */
  void recovers(Outcome<ReceivedResponse> outcome) {
    recovered = true;
    sendAgain(outcome, "a recovery hook asks for one more attempt");
  }

  private void sendAgain(Outcome<ReceivedResponse> outcome, String why) {
    Body body = call.current().body();
    if (!body.repeatable() && body.spent()) {
      call.history()
          .note(why + ", but the request body can be sent only once and was handed over already");
      return;
    }
    again = new Verdict.Again("status " + Outcomes.answer(outcome).statusLine() + ": " + why);
  }

  /** Returns the outcome after a recovery hook has thrown or was late. */
  Outcome<ReceivedResponse> notRecovered(Outcome<ReceivedResponse> outcome, Throwable cause) {
    ReceivedResponse received = Outcomes.answer(outcome);
    if (cause instanceof Ended ended) {
      TransportException end = ended.failure;
      return Outcome.failed(TransportException.of(
              end.kind(), Sent.ANSWERED, String.valueOf(end.getMessage()), end.getCause())
          .withHead(received.head()));
    }
    thrown = cause;
    TransportException failure = TransportException.of(
        FailureKind.INVALID_REQUEST,
        Sent.ANSWERED,
        "a hook failed after status " + received.statusLine() + ": " + Secrets.foreign(cause),
        cause);
    return Outcome.failed(failure.withHead(received.head()));
  }

  /**
   * Returns the verdict of the hooks on the attempt that has ended; null if they leave it to the
   * policy.
   */
  Verdict.@Nullable Again verdict() {
    return again;
  }

  /** Notifies the hooks that an attempt has ended and that the decision is made. */
  void ended(Outcome<ReceivedResponse> outcome) {
    again = null;
    if (authentication != null) {
      authentication.ended();
    }
    if (hooks.attempts().isEmpty()) {
      return;
    }
    previous = outcome instanceof Outcome.Value<ReceivedResponse> answered
        ? new PreviousAttempt(
            OptionalInt.of(answered.value().status()), answered.value().headers(), Optional.empty())
        : failed(outcome);
  }

  private static PreviousAttempt failed(Outcome<ReceivedResponse> outcome) {
    Throwable error = ((Outcome.Failure<ReceivedResponse>) outcome).error();
    return new PreviousAttempt(
        OptionalInt.empty(),
        Headers.empty(),
        Optional.of(Outcomes.category(error).code()));
  }
}
