/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.retry.Attempts;
import dev.holdfast.retry.BlockingDriver;
import dev.holdfast.retry.CallState;
import dev.holdfast.retry.Decision;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.StopReason;
import dev.holdfast.retry.Verdict;
import dev.holdfast.time.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One call: makes its attempts over the transport, has them judged, and turns the end into a
 * response or an exception. Belongs to one thread.
 */
final class HttpCall implements Attempts<Exchange> {

  /** What is read of a body that nobody wants, to keep its connection. */
  private static final long DISCARD_BYTES = 65_536;

  private static final long DISCARD_NANOS = 1_000_000_000;

  private final SessionParts parts;
  private final Request first;
  private final Settings settings;
  private final Deadline deadline;
  private final HttpClassifier classifier;
  private final History history;

  private Request current;
  private PhaseClock phases = new PhaseClock();
  private RetryAfter retryAfter = new RetryAfter(Optional.empty(), List.of());
  private @Nullable Request next;
  private @Nullable TransportResponse open;
  private @Nullable String refusedRedirect;

  HttpCall(SessionParts parts, Request request, Settings settings, Deadline deadline) {
    this.parts = parts;
    this.first = request;
    this.current = request;
    this.settings = settings;
    this.deadline = deadline;
    this.classifier =
        new HttpClassifier(settings.retry(), request.headers().contains(IdempotencyKey.HEADER));
    this.history = new History(parts.observer());
  }

  /** Runs the call to its end. */
  Response run() {
    if (deadline.expired()) {
      throw ending(Category.DEADLINE_EXCEEDED, "the deadline had passed before the call began")
          .toException();
    }
    CallState state = CallState.start(parts.time());
    try {
      BlockingDriver.Ended<Exchange> ended =
          parts.driver().run(parts.engine(settings.retry()), this, state, deadline);
      return finish(ended.outcome(), ended.decision());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ending(Category.CANCELLED, "the thread was interrupted during a wait between attempts")
          .withCause(e)
          .toException();
    } finally {
      release();
    }
  }

  /** Whatever ended the call, a failing callback included: no connection stays behind. */
  private void release() {
    if (open != null) {
      open.close();
    }
  }

  @Override
  public Outcome<Exchange> attempt(CallState state) {
    phases = new PhaseClock();
    history.begin(current, state);
    retryAfter = new RetryAfter(Optional.empty(), List.of());
    try {
      return Outcome.of(exchange());
    } catch (TransportException e) {
      return Outcome.failed(e);
    } finally {
      phases.end();
    }
  }

  private Exchange exchange() throws TransportException {
    if (Thread.currentThread().isInterrupted()) {
      throw TransportException.of(Category.CANCELLED, Sent.NO, "the thread is interrupted", null);
    }
    TransportRequest request = new TransportRequest(
        current.method(), current.url(), parts.complete(current), current.body());
    TransportResponse response = parts
        .transport()
        .send(request, settings.timeouts().limits(deadline.remainingNanos()), phases);
    open = response;
    Exchange exchange = new Exchange(current.url(), response);
    retryAfter = RetryAfter.of(exchange.headers(), parts.time().now());
    if (!mayGoOn(exchange)) {
      readBody(exchange);
    }
    return exchange;
  }

  /** Whether the response may be thrown away, so that waiting for its body could be a waste. */
  private boolean mayGoOn(Exchange exchange) {
    return redirect(exchange).isPresent()
        || classifier.mayRetryStatus(current.method(), exchange.status(), retryAfter);
  }

  private Optional<Redirects.Target> redirect(Exchange exchange) {
    return settings.retry().followsRedirects() ? Redirects.of(current, exchange) : Optional.empty();
  }

  private void readBody(Exchange exchange) throws TransportException {
    try (TransportResponse response = exchange.transport()) {
      // A response to HEAD announces the length of what GET would send.
      long announced = current.method().equals("HEAD") ? 0 : announcedLength(exchange.headers());
      exchange.body(parts.bodyReader().read(response.body(), announced));
    }
  }

  @Override
  public Verdict judge(Outcome<Exchange> outcome, CallState state) {
    if (outcome instanceof Outcome.Failure<Exchange> failed) {
      return classifier.failure(current.method(), transportFailure(failed), state);
    }
    Exchange exchange = value(outcome);
    Optional<Redirects.Target> redirect = redirect(exchange);
    return redirect.isPresent()
        ? judgeRedirect(exchange, redirect.get())
        : classifier.status(current.method(), exchange.status(), exchange.reason(), retryAfter);
  }

  private Verdict judgeRedirect(Exchange exchange, Redirects.Target target) {
    if (target instanceof Redirects.Target.Next found) {
      next = found.request();
      return new Verdict.Follow("status " + exchange.status() + " leads to " + found.request());
    }
    if (target instanceof Redirects.Target.Refused refused) {
      refusedRedirect = refused.reason();
      return new Verdict.Reject(refused.reason());
    }
    throw new AssertionError(target);
  }

  @Override
  public void decided(Outcome<Exchange> outcome, Decision decision, CallState state) {
    boolean goesOn = decision instanceof Decision.Retry || decision instanceof Decision.Follow;
    if (goesOn) {
      discard(outcome);
    }
    Request upcoming = decision instanceof Decision.Follow && next != null ? next : current;
    Body body = upcoming.body();
    if (goesOn && !body.repeatable() && body.spent()) {
      stopForBody(outcome, decision, state);
    }
    history.end(outcome, decision, retryAfter, phases, state);
    current = upcoming;
    next = null;
  }

  private void stopForBody(Outcome<Exchange> outcome, Decision decision, CallState state) {
    String reason = decision.reason()
        + "; but the request body can be sent only once and was handed over already";
    history.end(
        outcome,
        new Decision.Stop(StopReason.NOT_RETRYABLE, reason, Optional.empty()),
        retryAfter,
        phases,
        state);
    Failure failure = ending(
        Category.UNREWINDABLE_BODY, reason + "; use a body that can be repeated (bytes, file)");
    if (outcome instanceof Outcome.Failure<Exchange> failed) {
      throw failure
          .withCause(failed.error())
          .withSent(transportFailure(failed).sent())
          .toException();
    }
    throw failure.withSent(Sent.ANSWERED).toException();
  }

  private static void discard(Outcome<Exchange> outcome) {
    if (outcome instanceof Outcome.Value<Exchange> answered) {
      answered.value().transport().discard(DISCARD_BYTES, DISCARD_NANOS);
    }
  }

  private Response finish(Outcome<Exchange> outcome, Decision decision) {
    if (outcome instanceof Outcome.Failure<Exchange> failed) {
      throw failed(transportFailure(failed), decision).toException();
    }
    Exchange exchange = value(outcome);
    Response response = response(exchange);
    if (refusedRedirect != null) {
      throw ending(Category.TOO_MANY_REDIRECTS, refusedRedirect)
          .withResponse(response)
          .toException();
    }
    if (!(decision instanceof Decision.Stop stop)) {
      return response;
    }
    return switch (stop.why()) {
      case NOT_RETRYABLE, REFUSED -> response;
      case EXHAUSTED, ELAPSED, BUDGET -> exhausted(response, exchange, stop);
      case DEADLINE ->
        throw ending(Category.DEADLINE_EXCEEDED, stop.reason())
            .withResponse(response)
            .toException();
      case CANCELLED ->
        throw ending(Category.CANCELLED, stop.reason()).withResponse(response).toException();
      case SERVER_DELAY_TOO_LONG ->
        throw ending(Category.RETRY_AFTER_EXCEEDED, stop.reason())
            .withResponse(response)
            .withRetryAfter(stop.serverDelay())
            .toException();
    };
  }

  private Response exhausted(Response response, Exchange exchange, Decision.Stop stop) {
    Retry retry = settings.retry();
    if (redirect(exchange).isPresent()) {
      throw ending(
              Category.TOO_MANY_REDIRECTS,
              stop.reason() + "; the next would lead to "
                  + Escaped.text(exchange.headers().first("Location").orElse("")))
          .withResponse(response)
          .toException();
    }
    boolean retriesOff = retry.policy().limits().total().equals(OptionalInt.of(0));
    if (retry.raisesOnStatus() && !retriesOff) {
      throw ending(Category.TOO_MANY_ERROR_RESPONSES, stop.reason())
          .withResponse(response)
          .toException();
    }
    return response;
  }

  /** The response that is handed back or attached; its body is read now if it was put off. */
  private Response response(Exchange exchange) {
    if (exchange.body() == null) {
      try {
        readBody(exchange);
      } catch (TransportException e) {
        throw ending(
                e.category(),
                "the body of the last response, " + exchange.status() + ", did not arrive: "
                    + e.getMessage())
            .withCause(e)
            .withSent(Sent.ANSWERED)
            .toException();
      }
    }
    byte[] body = exchange.body();
    return new Response(first, exchange, body == null ? new byte[0] : body, history.attempts());
  }

  private Failure failed(TransportException cause, Decision decision) {
    boolean late = decision instanceof Decision.Stop stop && stop.why() == StopReason.DEADLINE;
    String message = late
        ? decision.reason() + " (" + cause.getMessage() + ")"
        : String.valueOf(cause.getMessage());
    return ending(late ? Category.DEADLINE_EXCEEDED : cause.category(), message)
        .withCause(cause)
        .withSent(cause.sent());
  }

  private Failure ending(Category category, String message) {
    return Failure.of(category, message + history.summary(), first, history.attempts());
  }

  private static long announcedLength(Headers headers) {
    // The transport has checked it; chunked coding overrides it, and then the limit still holds.
    try {
      return headers.contains("Transfer-Encoding")
          ? -1
          : headers.first("Content-Length").map(Long::parseLong).orElse(-1L);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static Exchange value(Outcome<Exchange> outcome) {
    if (outcome instanceof Outcome.Value<Exchange> answered) {
      return answered.value();
    }
    throw new AssertionError(outcome);
  }

  private static TransportException transportFailure(Outcome.Failure<Exchange> failed) {
    if (failed.error() instanceof TransportException failure) {
      return failure;
    }
    throw new AssertionError(failed.error());
  }
}
