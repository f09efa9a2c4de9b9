/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import dev.holdfast.http.coding.ContentDecoder;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a body between a transport and a subscriber. One coded buffer may become many. Each is
 * made only on demand, so a small body that decodes to a huge one costs no more memory than one
 * buffer.
 */
public final class DecodingSubscriber implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {

  private static final int CHUNK = 8_192;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ContentDecoder decoder;
  private final Flow.Subscriber<? super ByteBuffer> target;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger signals = new AtomicInteger();
  private final Queue<ByteBuffer> arrived = new ArrayDeque<>();
  private volatile Flow.@Nullable Subscription source;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;
  private volatile boolean cancelled;
  // Used only between the first signal and the last, as are the fields below.
  private ByteBuffer coded = NOTHING;
  private boolean asked;
  private boolean mayHoldMore;
  private boolean over;

  /** Creates a subscriber that delivers the decoded pieces to the target. */
  public DecodingSubscriber(ContentDecoder decoder, Flow.Subscriber<? super ByteBuffer> target) {
    this.decoder = decoder;
    this.target = target;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    target.onSubscribe(this);
  }

  @Override
  public void onNext(ByteBuffer piece) {
    synchronized (arrived) {
      arrived.add(piece);
    }
    signal();
  }

  @Override
  public void onError(Throwable error) {
    failure = error;
    signal();
  }

  @Override
  public void onComplete() {
    ended = true;
    signal();
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      failure = new IllegalArgumentException("n: " + n + " (expected: > 0)");
    } else {
      demand.getAndUpdate(had -> had + n < 0 ? Long.MAX_VALUE : had + n);
    }
    signal();
  }

  @Override
  public void cancel() {
    cancelled = true;
    signal();
  }

  /** Processes signals one after another, on the thread of the first. */
  private void signal() {
    if (signals.getAndIncrement() != 0) {
      return;
    }
    int missed = 1;
    do {
      drain();
      missed = signals.addAndGet(-missed);
    } while (missed != 0);
  }

  private void drain() {
    while (!over) {
      Flow.Subscription from = source;
      if (cancelled && from != null) {
        from.cancel();
        finish();
      } else if (failure != null) {
        fail(failure);
      } else if (demand.get() == 0 && !atEnd()) {
        return;
      } else if (!step(from)) {
        return;
      }
    }
  }

  /** Delivers one buffer, or requests one. Returns false if it has to wait. */
  private boolean step(Flow.@Nullable Subscription from) {
    if (exhausted() && !take()) {
      return awaitMore(from);
    }
    ByteBuffer out = ByteBuffer.allocate(CHUNK);
    if (decodes(() -> decoder.decode(coded, out))) {
      mayHoldMore = !out.hasRemaining();
      if (out.position() > 0) {
        demand.decrementAndGet();
        target.onNext(out.flip());
      }
    }
    return true;
  }

  private interface Decoding {
    void run() throws TransportException;
  }

  /**
   * Runs the decoder; false if it failed. Third-party libraries of some codings may throw anything.
   */
  private boolean decodes(Decoding decoding) {
    try {
      decoding.run();
      return true;
    } catch (TransportException | Error e) {
      fail(e);
    } catch (RuntimeException e) {
      fail(Bodies.brokenOff(e));
    }
    return false;
  }

  private boolean awaitMore(Flow.@Nullable Subscription from) {
    if (ended) {
      if (decodes(decoder::finish)) {
        finish();
        target.onComplete();
      }
      return true;
    }
    if (!asked && from != null) {
      asked = true;
      from.request(1);
      return true;
    }
    return false;
  }

  private boolean exhausted() {
    return !coded.hasRemaining() && !mayHoldMore;
  }

  /** Whether only the end remains to be signalled, which needs no demand. */
  private boolean atEnd() {
    synchronized (arrived) {
      return ended && exhausted() && arrived.isEmpty();
    }
  }

  private boolean take() {
    synchronized (arrived) {
      ByteBuffer next = arrived.poll();
      if (next == null) {
        return false;
      }
      coded = next;
      asked = false;
      return true;
    }
  }

  private void fail(Throwable error) {
    Flow.Subscription from = source;
    if (from != null) {
      from.cancel();
    }
    finish();
    target.onError(error);
  }

  private void finish() {
    over = true;
    decoder.close();
  }
}
