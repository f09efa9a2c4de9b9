/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.BlockingDriver;
import dev.holdfast.engine.CallState;
import dev.holdfast.engine.Decision;
import dev.holdfast.engine.RetryEngine;
import dev.holdfast.engine.Verdict;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Refusal;
import dev.holdfast.guard.RefusedException;
import dev.holdfast.http.body.BodyBuffer;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.field.AnnouncedQuota;
import dev.holdfast.http.field.RetryAfter;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.ConnectionChoice;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.StopReason;
import dev.holdfast.time.Deadline;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call, as far as it is logic: what to send, whether an answer is worth reading, what it means,
 * and what follows. Does no I/O and never waits: {@link BlockingHttpCall} does that, step by step.
 * Used by one thread at a time. It is the engine's state of the call: one object less for each.
 * Long, but one: its steps are short, and all need what the call remembers.
 */
final class HttpCall extends CallState {

  /** What is read of a body that nobody wants, to keep its connection. */
  static final long DISCARD_BYTES = 65_536;

  private static final long DISCARD_NANOS = 1_000_000_000;

  /** The first status that says that the server, and not the request, is at fault. */
  private static final int SERVER_ERROR = 500;

  private final SessionParts parts;
  private final Settings settings;
  private final Deadline deadline;
  private final HttpClassifier classifier;
  private final History history;
  private final Request first;

  private Request current;
  private OriginPolicies lane;
  private PhaseClock phases;
  private ConnectionChoice choice = ConnectionChoice.any();
  private boolean streamed;

  /** A call that began at that {@link dev.holdfast.time.TimeSource#nanoTime}. */
  HttpCall(
      SessionParts parts, Request request, Settings settings, Deadline deadline, long startNanos) {
    super(startNanos, parts.time());
    this.parts = parts;
    this.first = request;
    this.current = request;
    this.settings = settings;
    this.deadline = deadline;
    this.classifier = new HttpClassifier(settings.retry(), request.headers().contains(keyHeader()));
    this.history = new History(parts.observer(), parts.log());
    this.phases = new PhaseClock(parts.time(), startNanos);
    this.lane = parts.lanes().of(settings.safeguards(), request.url(), startNanos);
  }

  /** Carries the call out on its thread. */
  BlockingDriver driver() {
    return parts.driver();
  }

  /** Decides whether it goes on. */
  RetryEngine engine() {
    return parts.engine().with(settings.retry().policy());
  }

  private String keyHeader() {
    return settings.headers().idempotencyKey();
  }

  Deadline deadline() {
    return deadline;
  }

  /** How the call ends; made when it does. */
  CallEnd callEnd() {
    return new CallEnd(first, settings.retry(), history, parts.codecs());
  }

  /**
   * A call that is late already makes no attempt.
   *
   * @throws DeadlineExceededException if the deadline has passed
   */
  void requireTime() {
    if (deadline.expired()) {
      throw callEnd()
          .failure(Category.DEADLINE_EXCEEDED, "the deadline had passed before the call began")
          .toException();
    }
  }

  /** The policies on the way of the next attempt: those of its origin. */
  Pipeline pipeline() {
    return lane.pipeline();
  }

  /** The next attempt has to wait first. */
  void held(String why) {
    history.held(why);
  }

  /** The next attempt is not made. */
  Outcome<Exchange> refused(Refusal refusal) {
    reset();
    history.begin(current);
    return Outcome.failed(new RefusedException(refusal));
  }

  /**
   * Blames what was waited for, not the limit that struck: one on the whole attempt, of which most
   * was spent in our own pool, has left the server no time.
   *
   * @param clock of the attempt, which has ended
   */
  TransportException blamed(TransportException failure, PhaseClock clock) {
    boolean whole = switch (failure.kind()) {
      case DEADLINE_EXCEEDED -> true;
      case CONNECT_TIMEOUT, WRITE_TIMEOUT, READ_TIMEOUT ->
        clock.lengthNanos() >= limits().attemptNanos();
      default -> false;
    };
    return whole && clock.mostlyInThePool() ? failure.asOwnLimit() : failure;
  }

  /**
   * What came after the deadline is not a result, even if the transport handed it over. Takes no
   * reading of the clock.
   *
   * @param clock of the attempt, which has ended
   */
  Outcome<Exchange> inTime(Outcome<Exchange> answered, PhaseClock clock) {
    boolean late = !deadline.isNone() && clock.endNanos() - startNanos() >= deadline.lengthNanos();
    return late
        ? Outcome.failed(TransportException.of(
            FailureKind.DEADLINE_EXCEEDED,
            Sent.ANSWERED,
            "the deadline of " + Nanos.format(deadline.lengthNanos())
                + " had passed when the answer was there",
            null))
        : answered;
  }

  /** What the outcome says about the server. */
  Ending ending(Outcome<Exchange> outcome) {
    return classifier.ending(outcome);
  }

  /** A wait took longer than decided: the next attempt would begin after the deadline. */
  Outcome<Exchange> overslept() {
    return Outcome.failed(TransportException.of(
        FailureKind.DEADLINE_EXCEEDED, Sent.NO, "no other attempt was begun", null));
  }

  private void reset() {
    long begun = startNanos() + attemptStartNanos();
    // The first attempt's clock is there already, unless a policy has held it.
    if (attempts() > 1 || begun != startNanos()) {
      phases = new PhaseClock(parts.time(), begun);
    }
  }

  /** The clock of an attempt beside the one under way. */
  PhaseClock another() {
    return new PhaseClock(parts.time(), parts.time().nanoTime());
  }

  /** Its phases have been measured up to there: a reading of the clock less. */
  @Override
  protected long attemptEndNanos() {
    return phases.endNanos();
  }

  /** An attempt begins: what to send. */
  TransportRequest beginAttempt() {
    reset();
    parts.openStreams().sweep();
    history.begin(current);
    return again();
  }

  /** What to send in a second attempt beside the one under way. */
  TransportRequest again() {
    return new TransportRequest(
        current.method(),
        current.url(),
        headers(),
        current.body(),
        current.overrides().httpVersion(),
        choice);
  }

  private Headers headers() {
    Headers complete = parts.complete(current);
    CallHeaders own = settings.headers();
    return own.deadline() == null
        ? complete
        : own.withDeadline(complete, limits(), first.url().sameOrigin(current.url()));
  }

  /** What the attempt that begins now may take. */
  AttemptLimits limits() {
    // What is usual says nothing of a body that the caller reads at leisure.
    long usual = streamed ? Long.MAX_VALUE : lane.pipeline().timing().attemptTimeoutNanos();
    return settings.timeouts().limits(usual, deadline.remainingNanos());
  }

  /** The body of the response is the caller's to read. */
  void streams() {
    streamed = true;
  }

  /** Whether a second attempt may be made beside the first: where a retry may be, if asked for. */
  boolean hedges() {
    return lane.pipeline().timing().hedges()
        && current.body().repeatable()
        && classifier.repeatable(current.method());
  }

  /** Whether that outcome ends an attempt although another one beside it may end better. */
  boolean settles(Outcome<Exchange> outcome) {
    return classifier.settles(current.method(), outcome);
  }

  /** Of two attempts, the second has won. */
  void won(PhaseClock winner) {
    phases = winner;
  }

  /** What else is worth knowing of the attempt under way. */
  void note(String text) {
    history.note(text);
  }

  /** Measures the attempt that begins now. */
  PhaseClock phases() {
    return phases;
  }

  /** A head has arrived, in the attempt that this clock measures. */
  Exchange answered(int status, String reason, Headers headers, PhaseClock of) {
    RetryAfter retryAfter = headers.contains("Retry-After")
        ? RetryAfter.of(headers, parts.time().now())
        : RetryAfter.NONE;
    Exchange exchange = new Exchange(current.url(), status, reason, headers, retryAfter);
    if (of.reused()) {
      exchange.onReused();
    }
    if (settings.retry().followsRedirects()) {
      exchange.redirect(Redirects.of(current, exchange, keyHeader()));
    }
    learn(exchange);
    return exchange;
  }

  /**
   * The outcome of an attempt that failed before its response could be read: the failure, unless
   * the peer had sent the whole request elsewhere and a part of it is lost to the wrong place only.
   */
  Outcome<Exchange> failed(TransportException failure, PhaseClock of) {
    TransportException.Head head = failure.head().orElse(null);
    if (head == null || CallEnd.endsTheCall(failure)) {
      return Outcome.failed(failure);
    }
    Exchange exchange = answered(head.status(), head.reason(), head.headers(), of);
    boolean asksForTheWhole = exchange.redirect().orElse(null) instanceof Redirects.Target.Next next
        && next.request().body() == current.body();
    if (!asksForTheWhole) {
      return Outcome.failed(failure);
    }
    exchange.bodyLost(failure);
    return Outcome.of(exchange);
  }

  /** What other calls to that origin should know. */
  private void learn(Exchange exchange) {
    if (lane.paced()) {
      AnnouncedQuota.of(exchange.headers(), exchange.retryAfter(), parts.time().now())
          .ifPresent(lane::observe);
    }
    classifier
        .leaveAlone(exchange)
        .ifPresent(time -> lane.told(
            time,
            HttpClassifier.limitsClient(exchange.status()),
            attempts() == 1,
            time.isZero()
                ? String.valueOf(exchange.status())
                : exchange.status() + " with Retry-After"));
  }

  /**
   * Whether to read the body before the decision: not if the response may be thrown away, so that
   * waiting for it could be a waste; nor if it is the caller's to read.
   */
  boolean readsBodyFirst(Exchange exchange) {
    return !streamed
        && exchange.redirect().isEmpty()
        && !classifier.mayRetryStatus(current.method(), exchange);
  }

  /**
   * Where the body of that response goes; decodes it if that is ours to do. The caller closes it.
   *
   * @throws TransportException if the response announces what cannot be taken
   */
  BodyBuffer buffer(Exchange exchange) throws TransportException {
    return parts
        .bodies()
        .buffer(
            current.method(),
            current.headers(),
            exchange.status(),
            exchange.headers(),
            exchange.endMarked());
  }

  /** What takes the content codings off that response's body, if that is ours to do. */
  @Nullable ContentDecoder decoder(Exchange exchange) throws TransportException {
    return parts
        .bodies()
        .decoder(
            current.method(),
            current.headers(),
            exchange.status(),
            exchange.headers(),
            exchange.endMarked());
  }

  /** A body that was decoded already, whole. */
  byte[] readAll(InputStream decoded) throws TransportException {
    return parts.bodies().readAll(decoded);
  }

  OpenStreams openStreams() {
    return parts.openStreams();
  }

  Verdict judge(Outcome<Exchange> outcome) {
    return classifier.judge(current.method(), outcome);
  }

  /** Whether there will be another attempt, so that this one's response is thrown away. */
  static boolean goesOn(Decision decision) {
    return decision instanceof Decision.Retry || decision instanceof Decision.Follow;
  }

  /**
   * How long to read on in a response that is thrown away: never into the wait that follows, and at
   * most half of what is left after it, so that the next attempt has some time.
   */
  long discardNanos(Decision decision) {
    long delay = decision instanceof Decision.Retry retry ? retry.delayNanos() : 0;
    return Math.min(DISCARD_NANOS, Math.max(0, deadline.remainingNanos() - delay) / 2);
  }

  /**
   * The engine has decided.
   *
   * @throws UnrewindableBodyException if the body is needed again and can be sent only once
   */
  void decided(Outcome<Exchange> outcome, Decision decision) {
    Request upcoming = decision instanceof Decision.Follow
            && Outcomes.answer(outcome).redirect().orElseThrow()
                instanceof Redirects.Target.Next next
        ? next.request()
        : current;
    Body body = upcoming.body();
    if (goesOn(decision) && !body.repeatable() && body.spent()) {
      throw stoppedByBody(outcome, decision);
    }
    history.end(outcome, decision, phases, this);
    choice = decision instanceof Decision.Retry ? next(outcome) : ConnectionChoice.any();
    if (upcoming != current) {
      current = upcoming;
      lane =
          parts.lanes().of(settings.safeguards(), upcoming.url(), parts.time().nanoTime());
    }
  }

  /** After a failure or a server error: another address, where there is one. */
  private ConnectionChoice next(Outcome<Exchange> outcome) {
    TransportException failure = Outcomes.failure(outcome);
    boolean failed = failure != null || Outcomes.answer(outcome).status() >= SERVER_ERROR;
    return failed
        ? phases.next(failure != null && failure.sent() != Sent.ANSWERED)
        : ConnectionChoice.any();
  }

  private RequestException stoppedByBody(Outcome<Exchange> outcome, Decision decision) {
    String reason = decision.reason()
        + "; but the request body can be sent only once and was handed over already";
    Decision stop = new Decision.Stop(StopReason.NOT_RETRYABLE, reason, Optional.empty());
    history.end(outcome, stop, phases, this);
    CallEnd end = callEnd();
    Failure failure = end.failure(
        Category.UNREWINDABLE_BODY, reason + "; use a body that can be repeated (bytes, file)");
    TransportException cause = Outcomes.failure(outcome);
    return (cause == null ? failure : end.withHead(failure.withCause(cause), cause))
        .withSent(Outcomes.sent(outcome))
        .toException();
  }

  /** Whether the call is over with a response to hand back, rather than with a failure. */
  boolean handsBack(Exchange exchange, Decision decision) {
    return callEnd().handsBack(exchange, decision);
  }

  /**
   * The call is over, but the body of its last response, put off until now, does not arrive.
   *
   * @throws RequestException if the response is nothing without it
   */
  Response finishWithout(Exchange exchange, Decision decision, TransportException cause) {
    exchange.bodyLost(cause);
    if (!CallEnd.statusDecides(exchange, cause)) {
      throw callEnd().bodyLost(exchange, decision, cause).toException();
    }
    history.amend(CallEnd.lossNote(cause));
    return callEnd().finish(Outcome.of(exchange), decision);
  }

  /**
   * The call is over, and the body of its last response is read.
   *
   * @throws RequestException if there is no response to hand back
   */
  Response finish(Outcome<Exchange> outcome, Decision decision) {
    return callEnd().finish(outcome, decision);
  }
}
