/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.Decision;
import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.field.RetryAfter;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.StopReason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Turns the end of a call into its response or its exception. */
final class CallEnd {

  private final Request first;
  private final Retry retry;
  private final History history;
  private final Codecs codecs;

  CallEnd(Request first, Retry retry, History history, Codecs codecs) {
    this.first = first;
    this.retry = retry;
    this.history = history;
    this.codecs = codecs;
  }

  /** A failure of this call; the message gets how often and how long. */
  Failure failure(Category category, String message) {
    return Failure.of(category, message + history.summary(), first, history.attempts());
  }

  /**
   * The call is over, and the body of its last response, if there is one, is read.
   *
   * @throws RequestException if there is no response to hand back
   */
  Response finish(Outcome<Exchange> outcome, Decision decision) {
    if (outcome instanceof Outcome.Failure<Exchange> failed) {
      throw failed(failed.error(), decision).toException();
    }
    return answered(Outcomes.answer(outcome), decision);
  }

  private Failure failed(Throwable cause, Decision decision) {
    Optional<StopReason> why =
        decision instanceof Decision.Stop stop ? Optional.of(stop.why()) : Optional.empty();
    boolean late = why.equals(Optional.of(StopReason.DEADLINE));
    String message = late || why.equals(Optional.of(StopReason.BUDGET))
        ? decision.reason() + " (" + cause.getMessage() + ")"
        : String.valueOf(cause.getMessage());
    Failure failure = failure(late ? Category.DEADLINE_EXCEEDED : Outcomes.category(cause), message)
        .withCause(cause)
        .withSent(Outcomes.sent(cause));
    if (cause instanceof TransportException attempt) {
      failure = withHead(failure, attempt);
    }
    return decision instanceof Decision.Stop stop
        ? failure.withRetryAfter(stop.serverDelay())
        : failure;
  }

  /** The failure with what had come of a response, if anything had. */
  Failure withHead(Failure failure, TransportException cause) {
    return cause
        .head()
        .map(head -> failure.withResponse(response(lost(head, cause))))
        .orElse(failure);
  }

  /** What had come of a response when that failure ended it. */
  private Exchange lost(TransportException.Head head, TransportException cause) {
    Exchange exchange = new Exchange(
        history.lastUrl(), head.status(), head.reason(), head.headers(), RetryAfter.NONE);
    exchange.bodyLost(cause);
    return exchange;
  }

  /**
   * Whether the status of a response says enough, although its body does not arrive whole: from 400
   * on, unless the call is to end by the caller's will.
   */
  static boolean statusDecides(Exchange exchange, TransportException bodyFailure) {
    return exchange.status() >= 400 && bodyFailure.kind() != FailureKind.CANCELLED;
  }

  /**
   * The outcome of an attempt whose head has come and whose body does not arrive whole. From 400 on
   * the status says all there is to decide about; below, the body is what was asked for.
   */
  static Outcome<Exchange> bodyFailed(Exchange exchange, TransportException failure) {
    if (statusDecides(exchange, failure)) {
      exchange.bodyLost(failure);
      return Outcome.of(exchange);
    }
    return Outcome.failed(named(exchange, failure));
  }

  /**
   * What takes the content codings off that response's body; with an error status, one that cannot
   * be taken off is only the loss of the body.
   */
  static @Nullable ContentDecoder decoder(HttpCall call, Exchange exchange)
      throws TransportException {
    try {
      return call.decoder(exchange);
    } catch (TransportException unknown) {
      if (!statusDecides(exchange, unknown)) {
        throw unknown;
      }
      exchange.bodyLost(unknown);
      return null;
    }
  }

  /** Whether that failure ends the call whatever the server has said. */
  static boolean endsTheCall(TransportException failure) {
    return failure.kind() == FailureKind.CANCELLED
        || failure.kind() == FailureKind.DEADLINE_EXCEEDED;
  }

  /** The failure of a body, with the head of its response. */
  static TransportException named(Exchange exchange, TransportException failure) {
    return failure
        .withMessage("status " + exchange.statusLine() + ", but " + failure.getMessage())
        .withHead(exchange.head());
  }

  /** What is noted on an attempt whose status was decided by without the body. */
  static String lossNote(TransportException failure) {
    return "the body was lost: " + failure.getMessage();
  }

  /** The last attempt was answered, but the body, put off until now, does not arrive. */
  Failure bodyLost(Exchange exchange, TransportException cause) {
    exchange.bodyLost(cause);
    return failure(
            Category.of(cause.kind()),
            "the body of the last response, " + exchange.status() + ", did not arrive: "
                + cause.getMessage())
        .withCause(cause)
        .withResponse(response(exchange));
  }

  /** The same, when it is known what was decided: a failure of the call is told as such. */
  Failure bodyLost(Exchange exchange, Decision decision, TransportException cause) {
    return handsBack(exchange, decision) || cause.kind() == FailureKind.CANCELLED
        ? bodyLost(exchange, cause)
        : notHandedBack(exchange, decision).withCause(cause).withResponse(response(exchange));
  }

  private Response answered(Exchange exchange, Decision decision) {
    if (exchange.body() == null && exchange.bodyFailure() == null) {
      exchange.body(new byte[0]);
    }
    Response response = response(exchange);
    if (handsBack(exchange, decision)) {
      return response;
    }
    throw notHandedBack(exchange, decision).withResponse(response).toException();
  }

  /** The response, whose body is in memory. */
  Response response(Exchange exchange) {
    return new Response(first, exchange, history, codecs);
  }

  List<Attempt> attempts() {
    return history.attempts();
  }

  /** Whether the last response is the call's result. */
  boolean handsBack(Exchange exchange, Decision decision) {
    if (refused(exchange).isPresent()) {
      return false;
    }
    if (!(decision instanceof Decision.Stop stop)) {
      return true;
    }
    return switch (stop.why()) {
      case NOT_RETRYABLE -> true;
      case EXHAUSTED, ELAPSED, BUDGET -> exchange.redirect().isEmpty() && !raisesOnStatus();
      case DEADLINE, CANCELLED, SERVER_DELAY_TOO_LONG, REFUSED -> false;
    };
  }

  private Failure notHandedBack(Exchange exchange, Decision decision) {
    Optional<String> refused = refused(exchange);
    if (refused.isPresent()) {
      return failure(Category.TOO_MANY_REDIRECTS, refused.get());
    }
    if (!(decision instanceof Decision.Stop stop)) {
      throw new AssertionError(decision);
    }
    return switch (stop.why()) {
      case EXHAUSTED, ELAPSED, BUDGET -> exhausted(exchange, stop);
      case DEADLINE -> failure(Category.DEADLINE_EXCEEDED, stop.reason());
      case CANCELLED -> failure(Category.CANCELLED, stop.reason());
      case SERVER_DELAY_TOO_LONG ->
        failure(Category.RETRY_AFTER_EXCEEDED, stop.reason()).withRetryAfter(stop.serverDelay());
      case NOT_RETRYABLE, REFUSED -> throw new AssertionError(stop);
    };
  }

  private Failure exhausted(Exchange exchange, Decision.Stop stop) {
    if (exchange.redirect().isEmpty()) {
      return failure(Category.TOO_MANY_ERROR_RESPONSES, stop.reason());
    }
    String next = Secrets.maskedQuote(exchange.headers().first("Location").orElse(""));
    return failure(Category.TOO_MANY_REDIRECTS, stop.reason() + "; the next would lead to " + next);
  }

  private boolean raisesOnStatus() {
    boolean retriesOff = retry.policy().limits().total().equals(OptionalInt.of(0));
    return retry.raisesOnStatus() && !retriesOff;
  }

  private static Optional<String> refused(Exchange exchange) {
    return exchange.redirect().orElse(null) instanceof Redirects.Target.Refused refused
        ? Optional.of(refused.reason())
        : Optional.empty();
  }
}
