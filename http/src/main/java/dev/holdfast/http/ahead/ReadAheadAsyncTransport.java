/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.ahead;

import dev.holdfast.http.around.AsyncResponseAround;
import dev.holdfast.http.around.ExchangeAround;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * A {@link ReadAheadTransport} for an asynchronous transport. It owns nothing and is never closed.
 */
public final class ReadAheadAsyncTransport implements AsyncTransport {

  private final AsyncTransport transport;
  private final ReadAhead ahead;

  /** Creates a transport that reads at most that many bytes ahead. */
  public ReadAheadAsyncTransport(AsyncTransport transport, int bytes) {
    this.transport = transport;
    this.ahead = new ReadAhead(bytes);
  }

  @Override
  public AsyncExchange send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener) {
    AsyncExchange exchange = transport.send(request, limits, listener);
    CompletionStage<AsyncTransportResponse> response = exchange.response().thenCompose(this::begun);
    return new ExchangeAround(exchange, response);
  }

  private CompletionStage<AsyncTransportResponse> begun(AsyncTransportResponse response) {
    if (!ahead.of(response.status(), response.headers())) {
      return CompletableFuture.completedStage(response);
    }
    CompletableFuture<AsyncTransportResponse> result = new CompletableFuture<>();
    BegunBody body = new BegunBody(ahead.bytes());
    body.begun().whenComplete((begun, failure) -> {
      if (failure == null) {
        result.complete(new Begun(response, body));
      } else {
        response.close();
        result.completeExceptionally(ReadAhead.lost(
            new TransportException.Head(response.status(), response.reason(), response.headers()),
            failure));
      }
    });
    response.body().subscribe(body);
    return result;
  }

  @Override
  public Capabilities capabilities() {
    return transport.capabilities();
  }

  @Override
  public void close() {}

  /** A response whose body was read in part or wholly. */
  private static final class Begun extends AsyncResponseAround {

    private final Flow.Publisher<ByteBuffer> body;

    Begun(AsyncTransportResponse response, Flow.Publisher<ByteBuffer> body) {
      super(response);
      this.body = body;
    }

    @Override
    public Flow.Publisher<ByteBuffer> body() {
      return body;
    }

    @Override
    public CompletionStage<Void> discard(long maxBytes, long maxNanos) {
      response.close();
      return CompletableFuture.completedStage(null);
    }
  }
}
