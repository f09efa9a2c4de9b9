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
 * Creates the result of an asynchronous call, in one of four ways: {@link #buffered},
 * {@link #downloaded}, {@link #streamed} or {@link #published}.
 *
 * @param <R> the result
 */
interface ResponseHandler<R> {

  /** Whether the caller reads the body. */
  boolean headOnly();

  /** Returns the result, if it can be returned before its body is read. */
  Optional<R> early(
      HttpCall call, ReceivedResponse received, AsyncAttempt attempt, Decision decision)
      throws TransportException;

  /** Returns the result, whose body is in memory. */
  R whole(Response response);

  /** Releases the result after the caller has abandoned the call. */
  default void unwanted(R result) {}

  /** Returns a handler that keeps bodies in memory. */
  static ResponseHandler<Response> buffered() {
    return new ResponseHandler<>() {
      @Override
      public boolean headOnly() {
        return false;
      }

      @Override
      public Optional<Response> early(
          HttpCall call, ReceivedResponse received, AsyncAttempt attempt, Decision decision) {
        return Optional.empty();
      }

      @Override
      public Response whole(Response response) {
        return response;
      }
    };
  }

  /** Returns a handler for bodies that the call saves. */
  static ResponseHandler<DownloadedResponse> downloaded(HttpCall call) {
    return new ResponseHandler<>() {
      @Override
      public boolean headOnly() {
        return false;
      }

      @Override
      public Optional<DownloadedResponse> early(
          HttpCall same, ReceivedResponse received, AsyncAttempt attempt, Decision decision) {
        return Optional.empty();
      }

      @Override
      public DownloadedResponse whole(Response response) {
        return call.end().downloaded(response);
      }
    };
  }

  /** Returns a handler for bodies that a thread reads from the connection. */
  static ResponseHandler<StreamedResponse> streamed() {
    return new HeadOnly<>() {
      @Override
      StreamedResponse handOver(
          HttpCall call,
          ReceivedResponse received,
          AsyncAttempt attempt,
          AsyncTransportResponse open)
          throws TransportException {
        return new StreamedResponse(
            call, received, TransportResponse.waitingFor(open, attempt::cancel));
      }

      @Override
      public void unwanted(StreamedResponse result) {
        result.close();
      }
    };
  }

  /**
   * Returns a handler for bodies that come from a publisher.
   *
   * @param executor delivers signals to subscribers
   */
  static ResponseHandler<PublishedResponse> published(Executor executor) {
    return new HeadOnly<>() {
      @Override
      PublishedResponse handOver(
          HttpCall call,
          ReceivedResponse received,
          AsyncAttempt attempt,
          AsyncTransportResponse open)
          throws TransportException {
        return new PublishedResponse(call, received, open, executor);
      }
    };
  }

  /** A handler for bodies that the caller reads. */
  abstract class HeadOnly<R> implements ResponseHandler<R> {

    abstract R handOver(
        HttpCall call, ReceivedResponse received, AsyncAttempt attempt, AsyncTransportResponse open)
        throws TransportException;

    @Override
    public final boolean headOnly() {
      return true;
    }

    @Override
    public final Optional<R> early(
        HttpCall call, ReceivedResponse received, AsyncAttempt attempt, Decision decision)
        throws TransportException {
      AsyncTransportResponse open = attempt.open();
      return open != null && call.end().handsBack(received, decision)
          ? Optional.of(handOver(call, received, attempt, open))
          : Optional.empty();
    }

    @Override
    public final R whole(Response response) {
      // A call without a response has failed before.
      throw new AssertionError(response);
    }
  }
}
