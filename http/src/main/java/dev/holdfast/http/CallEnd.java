/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Decision;
import dev.holdfast.retry.StopReason;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns the end of a call into its response or its exception. */
final class CallEnd {

  private final Request first;
  private final Retry retry;
  private final History history;

  CallEnd(Request first, Retry retry, History history) {
    this.first = first;
    this.retry = retry;
    this.history = history;
  }

  /** A failure of this call; the message gets how often and how long. */
  Failure failure(Category category, String message) {
    return Failure.of(category, message + history.summary(), first, history.attempts());
  }

  /** The last attempt was not answered. */
  Failure failed(TransportException cause, Decision decision) {
    boolean late = decision instanceof Decision.Stop stop && stop.why() == StopReason.DEADLINE;
    String message = late
        ? decision.reason() + " (" + cause.getMessage() + ")"
        : String.valueOf(cause.getMessage());
    return failure(late ? Category.DEADLINE_EXCEEDED : cause.category(), message)
        .withCause(cause)
        .withSent(cause.sent());
  }

  /** The last attempt was answered, but the body, put off until now, does not arrive. */
  Failure bodyLost(Exchange exchange, TransportException cause) {
    return failure(
            cause.category(),
            "the body of the last response, " + exchange.status() + ", did not arrive: "
                + cause.getMessage())
        .withCause(cause)
        .withSent(Sent.ANSWERED);
  }

  /**
   * The last attempt was answered.
   *
   * @param redirect where the response leads
   * @throws RequestException if the response is not to be handed back
   */
  Response answered(Exchange exchange, Optional<Redirects.Target> redirect, Decision decision) {
    byte[] body = exchange.body();
    Response response =
        new Response(first, exchange, body == null ? new byte[0] : body, history.attempts());
    if (redirect.isPresent() && redirect.get() instanceof Redirects.Target.Refused refused) {
      throw with(response, Category.TOO_MANY_REDIRECTS, refused.reason()).toException();
    }
    if (!(decision instanceof Decision.Stop stop)) {
      return response;
    }
    return switch (stop.why()) {
      case NOT_RETRYABLE -> response;
      case EXHAUSTED, ELAPSED -> exhausted(response, redirect.isPresent(), stop);
      case DEADLINE ->
        throw with(response, Category.DEADLINE_EXCEEDED, stop.reason()).toException();
      case CANCELLED -> throw with(response, Category.CANCELLED, stop.reason()).toException();
      case SERVER_DELAY_TOO_LONG ->
        throw with(response, Category.RETRY_AFTER_EXCEEDED, stop.reason())
            .withRetryAfter(stop.serverDelay())
            .toException();
    };
  }

  private Response exhausted(Response response, boolean redirected, Decision.Stop stop) {
    if (redirected) {
      String next = Escaped.text(response.header("Location").orElse(""));
      throw with(
              response,
              Category.TOO_MANY_REDIRECTS,
              stop.reason() + "; the next would lead to " + next)
          .toException();
    }
    boolean retriesOff = retry.policy().limits().total().equals(OptionalInt.of(0));
    if (retry.raisesOnStatus() && !retriesOff) {
      throw with(response, Category.TOO_MANY_ERROR_RESPONSES, stop.reason()).toException();
    }
    return response;
  }

  private Failure with(Response response, Category category, String message) {
    return failure(category, message).withResponse(response);
  }
}
