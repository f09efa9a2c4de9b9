/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.retry.Decision;
import java.util.Optional;

/**
 * How the result of an asynchronous call is handed over.
 *
 * @param <R> what the caller gets
 */
interface Handover<R> {

  /** Whether the body is the caller's to read. */
  boolean headOnly();

  /** The result, if it can be handed over with its body still to come. */
  Optional<R> early(HttpCall call, Exchange exchange, AsyncAttempt attempt, Decision decision)
      throws TransportException;

  /** The result, its body in memory. */
  R whole(Response response);

  /** Nobody takes the result any more. */
  default void unwanted(R result) {}

  /** Responses with their bodies in memory. */
  static Handover<Response> buffered() {
    return new Handover<>() {
      @Override
      public boolean headOnly() {
        return false;
      }

      @Override
      public Optional<Response> early(
          HttpCall call, Exchange exchange, AsyncAttempt attempt, Decision decision) {
        return Optional.empty();
      }

      @Override
      public Response whole(Response response) {
        return response;
      }
    };
  }

  /** Responses whose bodies a thread reads from the connection. */
  static Handover<StreamedResponse> streamed() {
    return new Handover<>() {
      @Override
      public boolean headOnly() {
        return true;
      }

      @Override
      public Optional<StreamedResponse> early(
          HttpCall call, Exchange exchange, AsyncAttempt attempt, Decision decision)
          throws TransportException {
        AsyncTransportResponse open = attempt.open();
        return open != null && call.handsBack(exchange, decision)
            ? Optional.of(new StreamedResponse(
                call, exchange, TransportResponse.waitingFor(open, attempt::cancel)))
            : Optional.empty();
      }

      @Override
      public StreamedResponse whole(Response response) {
        // A call without a response to hand back has failed before.
        throw new AssertionError(response);
      }

      @Override
      public void unwanted(StreamedResponse result) {
        result.close();
      }
    };
  }

  /** Responses whose bodies are still on the connection. */
  static Handover<PublishedResponse> published() {
    return new Handover<>() {
      @Override
      public boolean headOnly() {
        return true;
      }

      @Override
      public Optional<PublishedResponse> early(
          HttpCall call, Exchange exchange, AsyncAttempt attempt, Decision decision)
          throws TransportException {
        AsyncTransportResponse open = attempt.open();
        return open != null && call.handsBack(exchange, decision)
            ? Optional.of(new PublishedResponse(call, exchange, open))
            : Optional.empty();
      }

      @Override
      public PublishedResponse whole(Response response) {
        // A call without a response to hand back has failed before.
        throw new AssertionError(response);
      }
    };
  }
}
