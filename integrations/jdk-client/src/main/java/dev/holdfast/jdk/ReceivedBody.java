/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response as a stream that waits only as long as the attempt may. It requests the
 * next buffers when the last ones have been read. For one reading thread.
 */
final class ReceivedBody extends InputStream implements BodySubscriber<ReceivedBody> {

  /** Buffers, or the end: with or without a failure. */
  private record Signal(
      @Nullable List<ByteBuffer> data, @Nullable Throwable failure) {}

  private final JdkAttempt attempt;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> unread = new ArrayDeque<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean over;
  private volatile boolean cancelled;
  /** Whether the requested buffers have arrived. */
  private boolean answered;

  private @Nullable TransportException failed;

  ReceivedBody(JdkAttempt attempt) {
    this.attempt = attempt;
  }

  @Override
  public CompletionStage<ReceivedBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  /**
   * Sets the subscription and requests the first buffers. May be called after the reader, which has
   * the head by then.
   */
  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    attempt.answeredBy(this);
    if (cancelled) {
      newSubscription.cancel();
    } else {
      newSubscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    signals.add(new Signal(buffers, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(null, failure));
  }

  @Override
  public void onComplete() {
    over = true;
    signals.add(new Signal(null, null));
  }

  /** Closes the connection, unless the whole body has arrived. */
  void cancel() {
    cancelled = true;
    Flow.Subscription from = subscription;
    if (from != null && !over) {
      from.cancel();
    }
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
    ByteBuffer next = unread.peek();
    while (next == null || !next.hasRemaining()) {
      if (next != null) {
        unread.remove();
      } else if (!receive(attempt.bodyNanosLeft())) {
        return -1;
      }
      next = unread.peek();
    }
    int count = Math.min(length, next.remaining());
    next.get(target, offset, count);
    return count;
  }

  /** Reads and discards for at most that long, and throws nothing. */
  void drain(long maxBytes, long maxNanos) {
    long end = System.nanoTime() + maxNanos;
    long left = maxBytes;
    try {
      while (left > 0 && receive(Math.max(1, end - System.nanoTime()))) {
        left -= unread.stream().mapToLong(ByteBuffer::remaining).sum();
        unread.clear();
      }
    } catch (TransportException thatTheConnectionIsClosedFor) {
      cancel();
    }
  }

  /** Receives more. Returns whether there was more. */
  private boolean receive(long nanos) throws TransportException {
    if (failed != null) {
      throw failed;
    }
    Flow.Subscription from = subscription;
    if (answered && !over && from != null) {
      answered = false;
      from.request(1);
    }
    try {
      Signal signal = over && signals.isEmpty()
          ? new Signal(null, null)
          : signals.poll(nanos, TimeUnit.NANOSECONDS);
      if (signal == null) {
        throw attempt.bodyOver(null);
      }
      if (signal.failure() != null) {
        throw JdkFailures.inBody(attempt, signal.failure());
      }
      answered = true;
      return signal.data() != null && unread.addAll(signal.data());
    } catch (InterruptedException e) {
      throw fail(attempt.interrupted(Sent.ANSWERED, e));
    } catch (TransportException e) {
      throw fail(e);
    }
  }

  private TransportException fail(TransportException failure) {
    failed = failure;
    cancel();
    return failure;
  }
}
