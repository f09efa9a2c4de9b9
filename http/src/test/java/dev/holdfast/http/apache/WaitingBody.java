/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A published body as a stream: asks for one buffer at a time, and only when it is read. */
final class WaitingBody extends InputStream implements Flow.Subscriber<ByteBuffer> {

  private final Flow.Publisher<ByteBuffer> publisher;
  private final AsyncExchange exchange;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private ByteBuffer current = ByteBuffer.allocate(0);
  private @Nullable Signal end;

  /** A buffer, a failure, or with neither the end. */
  private record Signal(@Nullable ByteBuffer data, @Nullable Throwable failure) {}

  WaitingBody(Flow.Publisher<ByteBuffer> publisher, AsyncExchange exchange) {
    this.publisher = publisher;
    this.exchange = exchange;
  }

  @Override
  public int read() throws TransportException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws TransportException {
    if (length > 0 && !current.hasRemaining() && !fetch()) {
      return -1;
    }
    int count = Math.min(length, current.remaining());
    current.get(target, offset, count);
    return count;
  }

  private boolean fetch() throws TransportException {
    Signal next = end == null ? await() : end;
    if (next.data() != null) {
      current = next.data();
      return true;
    }
    end = next;
    if (next.failure() == null) {
      return false;
    }
    if (next.failure() instanceof TransportException failure) {
      throw failure;
    }
    throw new AssertionError("not a TransportException", next.failure());
  }

  private Signal await() throws TransportException {
    Flow.Subscription subscribed = subscription;
    if (subscribed == null) {
      publisher.subscribe(this);
    } else {
      subscribed.request(1);
    }
    try {
      return signals.take();
    } catch (InterruptedException e) {
      exchange.cancel();
      Thread.currentThread().interrupt();
      throw TransportException.of(Category.CANCELLED, Sent.ANSWERED, "thread interrupted", e);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(ByteBuffer data) {
    signals.add(new Signal(data, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(null, failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(null, null));
  }
}
