/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.concurrent;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns a published body into other items, on demand of a subscriber. Signals come from both sides,
 * on any thread and within one another. They are processed one after another, on the thread of the
 * first. One buffer at a time is requested from the source.
 *
 * @param <T> the items
 */
public abstract class TransformingSubscriber<T>
    implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {

  private final Flow.Subscriber<? super T> target;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger signals = new AtomicInteger();
  private final Queue<ByteBuffer> arrived = new ConcurrentLinkedQueue<>();
  private volatile Flow.@Nullable Subscription source;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Throwable misuse;
  private volatile boolean cancelled;
  // Below: only between the first signal and the last.
  private boolean asked;
  private boolean over;

  /** Creates a subscriber that delivers items to the target. */
  protected TransformingSubscriber(Flow.Subscriber<? super T> target) {
    this.target = target;
  }

  /**
   * Makes one step.
   *
   * @param ended whether the body has ended: all of its buffers have arrived
   * @param failure why the body broke off, if it did: all that it had has arrived
   * @return false if it has to wait for another signal
   */
  protected abstract boolean step(boolean ended, @Nullable Throwable failure);

  /** The next buffer that has arrived; null if none is there. */
  protected final @Nullable ByteBuffer take() {
    ByteBuffer next = arrived.poll();
    if (next != null) {
      asked = false;
    }
    return next;
  }

  /** Whether the subscriber asks for an item. */
  protected final boolean wanted() {
    return demand.get() > 0;
  }

  /** Delivers an item that is {@link #wanted}. */
  protected final void give(T item) {
    demand.decrementAndGet();
    target.onNext(item);
  }

  /** Requests a buffer from the source; false if that was done before. */
  protected final boolean ask() {
    Flow.Subscription from = source;
    if (asked || from == null) {
      return false;
    }
    asked = true;
    from.request(1);
    return true;
  }

  /** All items were delivered. */
  protected final void complete() {
    finish();
    target.onComplete();
  }

  /** Delivers a failure, and cancels the source. */
  protected final void fail(Throwable error) {
    leave();
    target.onError(error);
  }

  /** Called once when nothing follows: releases resources. */
  protected void release() {}

  private void finish() {
    over = true;
    release();
  }

  private void leave() {
    Flow.Subscription from = source;
    if (from != null) {
      from.cancel();
    }
    finish();
  }

  @Override
  public final void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    target.onSubscribe(this);
  }

  @Override
  public final void onNext(ByteBuffer piece) {
    arrived.add(piece);
    signal();
  }

  @Override
  public final void onError(Throwable error) {
    failure = error;
    signal();
  }

  @Override
  public final void onComplete() {
    ended = true;
    signal();
  }

  @Override
  public final void request(long n) {
    if (n <= 0) {
      misuse = new IllegalArgumentException("n: " + n + " (expected: > 0)");
    } else {
      demand.getAndUpdate(had -> had + n < 0 ? Long.MAX_VALUE : had + n);
    }
    signal();
  }

  @Override
  public final void cancel() {
    cancelled = true;
    signal();
  }

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
    boolean more = true;
    while (more && !over) {
      Throwable misused = misuse;
      if (cancelled) {
        leave();
      } else if (misused != null) {
        fail(misused);
      } else {
        // Read before the buffers: the end of the body comes after all of them.
        more = step(ended, failure);
      }
    }
  }
}
