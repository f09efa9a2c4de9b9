/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.thread.ServiceThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A blocking transport over an asynchronous one: the calling thread waits. */
final class WaitingTransport implements Transport {

  private final AsyncTransport transport;

  WaitingTransport(AsyncTransport transport) {
    this.transport = transport;
  }

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener)
      throws TransportException {
    ServiceThread.refuse("waiting for a response");
    AsyncExchange exchange = transport.send(request, limits, listener);
    CompletableFuture<AsyncTransportResponse> head = exchange.response().toCompletableFuture();
    try {
      return new WaitingResponse(head.get(), exchange::cancel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.cancel();
      throw TransportException.of(
          FailureKind.CANCELLED, Sent.MAYBE, "the thread was interrupted", e);
    } catch (ExecutionException e) {
      throw known(e.getCause());
    }
  }

  /** Returns the failure, which has to be a {@link TransportException}. */
  private static TransportException known(@Nullable Throwable failure) {
    if (failure instanceof TransportException expected) {
      return expected;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException("the transport failed in a way it must not", failure);
  }

  @Override
  public Capabilities capabilities() {
    return transport.capabilities();
  }

  @Override
  public void close() {
    transport.close();
  }
}
