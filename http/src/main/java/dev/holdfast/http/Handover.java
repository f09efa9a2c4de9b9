/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.Decision;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import java.util.Optional;
import java.util.concurrent.Executor;

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
    return new HeadOnly<>() {
      @Override
      StreamedResponse handOver(
          HttpCall call, Exchange exchange, AsyncAttempt attempt, AsyncTransportResponse open)
          throws TransportException {
        return new StreamedResponse(
            call, exchange, TransportResponse.waitingFor(open, attempt::cancel));
      }

      @Override
      public void unwanted(StreamedResponse result) {
        result.close();
      }
    };
  }

  /**
   * Responses whose bodies are still on the connection.
   *
   * @param executor where subscribers hear of them
   */
  static Handover<PublishedResponse> published(Executor executor) {
    return new HeadOnly<>() {
      @Override
      PublishedResponse handOver(
          HttpCall call, Exchange exchange, AsyncAttempt attempt, AsyncTransportResponse open)
          throws TransportException {
        return new PublishedResponse(call, exchange, open, executor);
      }
    };
  }

  /** What becomes of a response whose body is left to the caller. */
  abstract class HeadOnly<R> implements Handover<R> {

    abstract R handOver(
        HttpCall call, Exchange exchange, AsyncAttempt attempt, AsyncTransportResponse open)
        throws TransportException;

    @Override
    public final boolean headOnly() {
      return true;
    }

    @Override
    public final Optional<R> early(
        HttpCall call, Exchange exchange, AsyncAttempt attempt, Decision decision)
        throws TransportException {
      AsyncTransportResponse open = attempt.open();
      return open != null && call.handsBack(exchange, decision)
          ? Optional.of(handOver(call, exchange, attempt, open))
          : Optional.empty();
    }

    @Override
    public final R whole(Response response) {
      // A call without a response to hand back has failed before.
      throw new AssertionError(response);
    }
  }
}
