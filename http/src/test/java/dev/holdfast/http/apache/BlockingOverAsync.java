/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** An asynchronous transport whose outcomes are waited for, so that it runs the same tests. */
final class BlockingOverAsync implements Transport {

  private final AsyncTransport transport;

  BlockingOverAsync(AsyncTransport transport) {
    this.transport = transport;
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    AsyncExchange exchange = transport.send(request, limits, listener);
    AsyncTransportResponse response =
        await(exchange.response().toCompletableFuture(), exchange, Sent.MAYBE);
    return new Response(response, new WaitingBody(response.body(), exchange));
  }

  @Override
  public Capabilities capabilities() {
    return transport.capabilities();
  }

  @Override
  public void close() {
    transport.close();
  }

  /** The value, or the failure; an interrupt cancels the exchange. */
  static <T> T await(Future<T> future, AsyncExchange exchange, Sent sent)
      throws TransportException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      exchange.cancel();
      Thread.currentThread().interrupt();
      throw TransportException.of(Category.CANCELLED, sent, "thread interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransportException failure) {
        throw failure;
      }
      throw new AssertionError("not a TransportException", e.getCause());
    }
  }

  private record Response(AsyncTransportResponse response, WaitingBody stream)
      implements TransportResponse {

    @Override
    public int status() {
      return response.status();
    }

    @Override
    public String reason() {
      return response.reason();
    }

    @Override
    public Headers headers() {
      return response.headers();
    }

    @Override
    public InputStream body() {
      return stream;
    }

    @Override
    public void discard(long maxBytes, long maxNanos) {
      CompletableFuture<Void> discarded =
          response.discard(maxBytes, maxNanos).toCompletableFuture();
      discarded.join();
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
