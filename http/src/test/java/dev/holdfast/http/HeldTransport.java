/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.TransportRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An asynchronous transport that answers when the test says so, on a thread named {@code io}. Does
 * not even react to being cancelled.
 */
final class HeldTransport implements AsyncTransport {

  private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();
  volatile boolean closed;

  /** The next exchange that was begun. */
  Held next() throws InterruptedException {
    Held next = held.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no exchange was begun");
    }
    return next;
  }

  boolean idle() {
    return held.isEmpty();
  }

  @Override
  public AsyncExchange send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener) {
    Held exchange = new Held(request, listener);
    held.add(exchange);
    return exchange;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public void close() {
    closed = true;
  }

  /** An exchange in the test's hand. */
  static final class Held implements AsyncExchange {
    final TransportRequest request;
    final AttemptListener listener;
    private final CompletableFuture<AsyncTransportResponse> response = new CompletableFuture<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch responseClosed = new CountDownLatch(1);

    Held(TransportRequest request, AttemptListener listener) {
      this.request = request;
      this.listener = listener;
    }

    boolean cancelled() {
      return cancelled.getCount() == 0;
    }

    void awaitCancelled() throws InterruptedException {
      if (!cancelled.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the exchange was not cancelled");
      }
    }

    void awaitResponseClosed() throws InterruptedException {
      if (!responseClosed.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the response was not closed");
      }
    }

    void answer(int status) throws InterruptedException {
      onIoThread(() -> response.complete(new Answer(status, responseClosed::countDown)));
    }

    void fail(Throwable failure) throws InterruptedException {
      onIoThread(() -> response.completeExceptionally(failure));
    }

    private static void onIoThread(Runnable step) throws InterruptedException {
      Thread io = new Thread(step, "io");
      io.start();
      io.join(10_000);
    }

    @Override
    public CompletionStage<AsyncTransportResponse> response() {
      return response;
    }

    @Override
    public void cancel() {
      cancelled.countDown();
    }
  }

  private record Answer(int status, Runnable whenClosed) implements AsyncTransportResponse {

    @Override
    public String reason() {
      return "";
    }

    @Override
    public Headers headers() {
      return Headers.empty();
    }

    @Override
    public Flow.Publisher<ByteBuffer> body() {
      return Body.of("body").asPublisher().orElseThrow();
    }

    @Override
    public CompletionStage<Void> discard(long maxBytes, long maxNanos) {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void close() {
      whenClosed.run();
    }
  }
}
