/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.progress;

import dev.holdfast.http.around.AsyncResponseAround;
import dev.holdfast.http.around.ExchangeAround;
import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AsyncTransportResponse;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.TransportRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A wrapper of a transport for one call, which counts the bytes of its bodies. It owns nothing and
 * is never closed.
 */
public final class CountingAsyncTransport implements AsyncTransport {

  private final AsyncTransport transport;
  private final ProgressMeter meter;
  private final Executor executor;

  /**
   * Wraps a transport, whose bodies a meter counts.
   *
   * @param executor runs the listener when bytes are received: not the thread of the I/O
   */
  public CountingAsyncTransport(AsyncTransport transport, ProgressMeter meter, Executor executor) {
    this.transport = transport;
    this.meter = meter;
    this.executor = executor;
  }

  @Override
  public AsyncExchange send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener) {
    int attempt = meter.begin();
    AsyncExchange exchange = transport.send(meter.counted(request, attempt), limits, listener);
    CompletionStage<AsyncTransportResponse> response = exchange
        .response()
        .thenApply(head -> new Counted(
            head,
            new Received(meter, attempt, meter.extent(head.status(), head.headers()), executor)));
    return new ExchangeAround(exchange, response);
  }

  @Override
  public Capabilities capabilities() {
    return transport.capabilities();
  }

  @Override
  public void close() {}

  private static final class Counted extends AsyncResponseAround {

    private final Received received;

    Counted(AsyncTransportResponse response, Received received) {
      super(response);
      this.received = received;
    }

    @Override
    public Flow.Publisher<ByteBuffer> body() {
      Flow.Publisher<ByteBuffer> body = response.body();
      return subscriber -> body.subscribe(new CountingSubscriber(subscriber, received));
    }
  }

  /**
   * The bytes of one body so far, reported one event at a time. Bytes that arrive during an event
   * are combined into the next one.
   */
  private static final class Received {

    private final ProgressMeter meter;
    private final int attempt;
    private final ProgressMeter.Extent extent;
    private final Executor executor;
    private final AtomicLong bytes;
    private final AtomicBoolean telling = new AtomicBoolean();
    /** The count that was last reported. Used by the reporting thread only. */
    private long told = -1;

    Received(ProgressMeter meter, int attempt, ProgressMeter.Extent extent, Executor executor) {
      this.meter = meter;
      this.attempt = attempt;
      this.extent = extent;
      this.bytes = new AtomicLong(extent.from());
      this.executor = executor;
    }

    void add(int size) {
      bytes.addAndGet(size);
      if (telling.compareAndSet(false, true)) {
        executor.execute(this::tell);
      }
    }

    private void tell() {
      do {
        long now = bytes.get();
        if (now != told) {
          told = now;
          meter.tell(extent.at(attempt, now));
        }
        telling.set(false);
      } while (bytes.get() != told && telling.compareAndSet(false, true));
    }
  }

  private record CountingSubscriber(Flow.Subscriber<? super ByteBuffer> next, Received received)
      implements Flow.Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      next.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer data) {
      received.add(data.remaining());
      next.onNext(data);
    }

    @Override
    public void onError(Throwable error) {
      next.onError(error);
    }

    @Override
    public void onComplete() {
      next.onComplete();
    }
  }
}
