/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.net.Attempt;
import dev.holdfast.lab.net.Connections;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Carries a session's attempts over simulated connections, on the thread of the world. */
final class SimulatedTransport implements AsyncTransport {

  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

  private final List<Connections> origins;

  SimulatedTransport(List<Connections> origins) {
    this.origins = origins;
  }

  /** The URL of the origin with that number. */
  static String url(int origin) {
    return "http://server:" + (8000 + origin) + "/";
  }

  @Override
  public AsyncExchange send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener) {
    listener.begin(Phase.HEAD);
    Exchange exchange = new Exchange();
    long timeout =
        Math.min(limits.readNanos(), Math.min(limits.attemptNanos(), limits.deadlineNanos()));
    exchange.attempt = origins.get(request.url().port() - 8000).send(timeout, exchange::ended);
    return exchange;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public void close() {}

  private static final class Exchange implements AsyncExchange {
    private final CompletableFuture<AsyncTransportResponse> response = new CompletableFuture<>();
    private @Nullable Attempt attempt;

    @Override
    public CompletionStage<AsyncTransportResponse> response() {
      return response;
    }

    @Override
    public void cancel() {
      if (attempt != null) {
        attempt.cancel();
      }
    }

    void ended(Answer answer) {
      if (answer.kind() == Answer.Kind.RESPONSE) {
        response.complete(new Head(answer));
      } else {
        response.completeExceptionally(failure(answer.kind()));
      }
    }

    private static TransportException failure(Answer.Kind kind) {
      return switch (kind) {
        case REFUSED ->
          TransportException.of(FailureKind.CONNECT_REFUSED, Sent.NO, "connection refused", null);
        case TIMED_OUT ->
          TransportException.of(FailureKind.READ_TIMEOUT, Sent.MAYBE, "no answer in time", null);
        case CUT ->
          TransportException.of(
              FailureKind.CONNECTION_ABORTED, Sent.MAYBE, "connection reset", null);
        case NO_CONNECTION ->
          TransportException.of(FailureKind.POOL_TIMEOUT, Sent.NO, "no free connection", null);
        case CANCELLED ->
          TransportException.of(FailureKind.CANCELLED, Sent.MAYBE, "cancelled", null);
        case RESPONSE -> throw new AssertionError(kind);
      };
    }
  }

  /** A response without a body. */
  private record Head(Answer answer)
      implements AsyncTransportResponse, Flow.Publisher<ByteBuffer>, Flow.Subscription {

    @Override
    public int status() {
      return answer.status();
    }

    @Override
    public String reason() {
      return "";
    }

    @Override
    public Headers headers() {
      return answer.headers();
    }

    @Override
    public Flow.Publisher<ByteBuffer> body() {
      return this;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(this);
      subscriber.onComplete();
    }

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}

    @Override
    public CompletionStage<Void> discard(long maxBytes, long maxNanos) {
      return DONE;
    }

    @Override
    public void close() {}
  }
}
