/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.thread.ServiceThread;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the buffers of a publisher. Requests the next buffer when the last one was read. For
 * one reading thread, whose interrupt cancels.
 */
final class PublishedStream extends InputStream implements Flow.Subscriber<ByteBuffer> {

  /** A buffer, or the end: without failure, or with one. */
  private record Signal(@Nullable ByteBuffer data, @Nullable Throwable failure) {}

  private final Flow.Publisher<ByteBuffer> source;
  private final Runnable cancel;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private boolean begun;
  private ByteBuffer current = ByteBuffer.allocate(0);
  private @Nullable Signal end;

  PublishedStream(Flow.Publisher<ByteBuffer> source, Runnable cancel) {
    this.source = source;
    this.cancel = cancel;
  }

  /** Whether a read was made or tried. */
  boolean begun() {
    return begun;
  }

  @Override
  public int read() throws TransportException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws TransportException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (!current.hasRemaining()) {
      if (!advance()) {
        return -1;
      }
    }
    int count = Math.min(length, current.remaining());
    current.get(target, offset, count);
    return count;
  }

  private boolean advance() throws TransportException {
    Signal next = end == null ? next() : end;
    if (next.data() != null) {
      current = next.data();
      return true;
    }
    end = next;
    if (next.failure() == null) {
      return false;
    }
    throw next.failure() instanceof TransportException known
        ? known
        : TransportException.of(
            FailureKind.CONNECTION_BROKEN_MID_BODY,
            Sent.ANSWERED,
            "the body broke off: " + next.failure().getMessage(),
            next.failure());
  }

  private Signal next() throws TransportException {
    ServiceThread.refuse("reading a body");
    Flow.Subscription from = subscription;
    if (!begun) {
      begun = true;
      source.subscribe(this);
    } else if (from != null) {
      from.request(1);
    }
    try {
      return signals.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel.run();
      return new Signal(
          null,
          TransportException.of(
              FailureKind.CANCELLED, Sent.ANSWERED, "the thread was interrupted", e));
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    // Here and not after subscribing, because the subscription may arrive later, on another thread.
    newSubscription.request(1);
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
