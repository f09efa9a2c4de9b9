/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.race;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Answers, fails and breaks off on threads of its own, after random moments; counts what it lent.
 */
final class RacingTransport implements AsyncTransport {

  private static final int LONGEST_MICROS = 3_000;

  final LongAdder exchanges = new LongAdder();
  private final Queue<Exchange> all = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService threads;
  private final SplittableRandom random;

  RacingTransport(ScheduledExecutorService threads, long seed) {
    this.threads = threads;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public AsyncExchange send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener) {
    exchanges.increment();
    Exchange exchange = new Exchange(draw(10));
    all.add(exchange);
    later(exchange::end);
    return exchange;
  }

  private synchronized int draw(int bound) {
    return random.nextInt(bound);
  }

  private void later(Runnable task) {
    Future<?> unused = threads.schedule(task, draw(LONGEST_MICROS), TimeUnit.MICROSECONDS);
  }

  /** When every exchange is over and every response that was handed out is closed. */
  CompletableFuture<Void> settled() {
    return CompletableFuture.allOf(
        all.stream().map(exchange -> exchange.closed).toArray(CompletableFuture[]::new));
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public void close() {
    all.forEach(Exchange::cancel);
  }

  private final class Exchange implements AsyncExchange {
    private final int fate;
    private final CompletableFuture<AsyncTransportResponse> response = new CompletableFuture<>();
    /** Never before there is an outcome. */
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    Exchange(int fate) {
      this.fate = fate;
    }

    void end() {
      if (fate < 3) {
        fail(FailureKind.CONNECTION_ABORTED);
      } else {
        Response answer = new Response(this, fate < 6 ? 503 : 200, fate == 9);
        if (!response.complete(answer)) {
          closed.complete(null);
        }
      }
    }

    private void fail(FailureKind kind) {
      if (response.completeExceptionally(TransportException.of(kind, Sent.MAYBE, "raced", null))) {
        closed.complete(null);
      }
    }

    @Override
    public CompletionStage<AsyncTransportResponse> response() {
      return response;
    }

    @Override
    public void cancel() {
      fail(FailureKind.CANCELLED);
      closed.complete(null);
    }
  }

  private final class Response implements AsyncTransportResponse {
    private final Exchange exchange;
    private final int status;
    private final boolean broken;

    Response(Exchange exchange, int status, boolean broken) {
      this.exchange = exchange;
      this.status = status;
      this.broken = broken;
    }

    @Override
    public int status() {
      return status;
    }

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
      return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
        private final AtomicBoolean begun = new AtomicBoolean();

        @Override
        public void request(long pieces) {
          if (begun.compareAndSet(false, true)) {
            later(() -> publish(subscriber));
          }
        }

        @Override
        public void cancel() {
          close();
        }
      });
    }

    private void publish(Flow.Subscriber<? super ByteBuffer> subscriber) {
      if (broken || exchange.closed.isDone()) {
        subscriber.onError(TransportException.of(
            FailureKind.CONNECTION_BROKEN_MID_BODY, Sent.ANSWERED, "raced", null));
      } else {
        subscriber.onNext(ByteBuffer.wrap("ok".getBytes(StandardCharsets.US_ASCII)));
        subscriber.onComplete();
      }
    }

    @Override
    public CompletionStage<Void> discard(long maxBytes, long maxNanos) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      later(() -> {
        close();
        done.complete(null);
      });
      return done;
    }

    @Override
    public void close() {
      exchange.closed.complete(null);
    }
  }
}
