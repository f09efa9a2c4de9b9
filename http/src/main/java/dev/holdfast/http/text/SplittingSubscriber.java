/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.text;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Splits a published body into items, on demand, and requests no more bytes than they need. Items
 * that were complete before a failure are delivered before it.
 */
public final class SplittingSubscriber<T>
    implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {

  private final Splitter<T> splitter;
  private final Flow.Subscriber<? super T> target;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger signals = new AtomicInteger();
  private final Queue<ByteBuffer> arrived = new ConcurrentLinkedQueue<>();
  private volatile Flow.@Nullable Subscription source;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Throwable misuse;
  private volatile boolean cancelled;
  // Used only between the first signal and the last, as are the fields below.
  private @Nullable T ready;
  private boolean asked;
  private boolean over;

  /** Creates a subscriber that delivers the items of the splitter to the target. */
  public SplittingSubscriber(Splitter<T> splitter, Flow.Subscriber<? super T> target) {
    this.splitter = splitter;
    this.target = target;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    target.onSubscribe(this);
  }

  @Override
  public void onNext(ByteBuffer piece) {
    arrived.add(piece);
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
      misuse = new IllegalArgumentException("n: " + n + " (expected: > 0)");
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
    boolean more = true;
    while (more && !over) {
      if (cancelled) {
        over = true;
        cancelSource();
      } else if (misuse != null) {
        fail(misuse);
      } else {
        more = step();
      }
    }
  }

  /** Makes one step. Returns false if it has to wait. */
  private boolean step() {
    // Read first: the end of the body comes after all of its pieces.
    boolean whole = ended;
    Throwable broken = failure;
    try {
      T item = ready == null ? splitter.next() : ready;
      ready = item;
      if (item == null && !arrived.isEmpty()) {
        asked = false;
        splitter.add(arrived.remove());
        return true;
      }
      if (item == null && whole) {
        item = splitter.last();
        ready = item;
      }
      if (item != null) {
        return demand.get() > 0 && give(item);
      }
      return rest(whole, broken);
    } catch (TransportException e) {
      fail(e);
      return true;
    }
  }

  private boolean give(T item) {
    ready = null;
    demand.decrementAndGet();
    target.onNext(item);
    return true;
  }

  /** Handles the case that no item is available. */
  private boolean rest(boolean whole, @Nullable Throwable broken) {
    if (whole) {
      over = true;
      target.onComplete();
      return true;
    }
    if (broken != null) {
      over = true;
      target.onError(broken);
      return true;
    }
    Flow.Subscription from = source;
    if (!asked && demand.get() > 0 && from != null) {
      asked = true;
      from.request(1);
      return true;
    }
    return false;
  }

  private void fail(Throwable error) {
    over = true;
    cancelSource();
    target.onError(error);
  }

  private void cancelSource() {
    Flow.Subscription from = source;
    if (from != null) {
      from.cancel();
    }
  }
}
