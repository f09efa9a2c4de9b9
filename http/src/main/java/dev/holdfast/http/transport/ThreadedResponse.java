/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.http.message.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The response to an attempt on threads. A thread reads the body while there is demand. */
final class ThreadedResponse implements AsyncTransportResponse {

  private static final int CHUNK = 8_192;

  private final ThreadedExchange exchange;
  private final TransportResponse response;
  private final AtomicBoolean taken = new AtomicBoolean();

  ThreadedResponse(ThreadedExchange exchange, TransportResponse response) {
    this.exchange = exchange;
    this.response = response;
  }

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
  public boolean endMarked() {
    return response.endMarked();
  }

  @Override
  public Flow.Publisher<ByteBuffer> body() {
    return subscriber -> {
      boolean first = taken.compareAndSet(false, true);
      // Taken once, because a transport may return another stream, from the beginning, each time.
      InputStream body = first ? response.body() : InputStream.nullInputStream();
      Reading reading = new Reading(subscriber, body);
      reading.over.set(!first);
      subscriber.onSubscribe(reading);
      if (!first) {
        subscriber.onError(new IllegalStateException("the body has a subscriber already"));
      }
    };
  }

  @Override
  public Headers trailers() {
    return response.trailers();
  }

  @Override
  public CompletionStage<Void> discard(long maxBytes, long maxNanos) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      exchange.execute(() -> {
        response.discard(maxBytes, maxNanos);
        done.complete(null);
      });
    } catch (RuntimeException rejected) {
      response.close();
      done.complete(null);
    }
    return done;
  }

  @Override
  public void close() {
    exchange.cancel();
  }

  /** Delivers the demanded buffers in one loop, whichever thread requests. */
  private final class Reading implements Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final InputStream body;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    Reading(Flow.Subscriber<? super ByteBuffer> subscriber, InputStream body) {
      this.subscriber = subscriber;
      this.body = body;
    }

    @Override
    public void request(long n) {
      if (n <= 0) {
        fail(new IllegalArgumentException("n: " + n + " (expected: > 0)"));
        return;
      }
      long before = demand.getAndUpdate(had -> had + n < 0 ? Long.MAX_VALUE : had + n);
      if (before > 0 || over.get()) {
        return;
      }
      try {
        exchange.execute(this::read);
      } catch (RuntimeException rejected) {
        fail(TransportException.of(
            FailureKind.CANCELLED, Sent.ANSWERED, "no thread for the body: " + rejected, rejected));
      }
    }

    @Override
    public void cancel() {
      if (over.compareAndSet(false, true)) {
        exchange.cancel();
      }
    }

    private void read() {
      do {
        if (over.get()) {
          return;
        }
        byte[] chunk = new byte[CHUNK];
        int count;
        try {
          count = next(chunk);
        } catch (IOException e) {
          fail(e);
          return;
        }
        if (count < 0) {
          if (over.compareAndSet(false, true)) {
            subscriber.onComplete();
          }
          return;
        }
        handOver(ByteBuffer.wrap(chunk, 0, count));
      } while (demand.decrementAndGet() > 0);
    }

    private void handOver(ByteBuffer piece) {
      try {
        subscriber.onNext(piece);
      } catch (RuntimeException broken) {
        // A subscriber must not throw (Reactive Streams 2.13): it gets no more signals.
        cancel();
      }
    }

    private int next(byte[] chunk) throws IOException {
      if (!exchange.enter()) {
        throw TransportException.of(
            FailureKind.CANCELLED, Sent.ANSWERED, "the attempt was cancelled", null);
      }
      try {
        return body.read(chunk);
      } finally {
        exchange.leave();
      }
    }

    private void fail(Throwable failure) {
      if (over.compareAndSet(false, true)) {
        exchange.cancel();
        subscriber.onError(failure);
      }
    }
  }
}
