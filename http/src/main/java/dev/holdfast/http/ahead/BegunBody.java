/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.ahead;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of a body, then delivers the body to one subscriber: first the buffered part,
 * then the rest on demand. Requests more from the source only when all earlier buffers were
 * delivered, so that no more than the beginning is kept.
 */
final class BegunBody
    implements Flow.Subscriber<ByteBuffer>, Flow.Publisher<ByteBuffer>, Flow.Subscription {

  private final int bytes;
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final Queue<ByteBuffer> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicLong demand = new AtomicLong();
  /** The number of buffers that were requested from the source and have not arrived. */
  private final AtomicLong asked = new AtomicLong();

  private final AtomicInteger signals = new AtomicInteger();
  private volatile Flow.@Nullable Subscription source;
  private volatile Flow.@Nullable Subscriber<? super ByteBuffer> target;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;
  private volatile boolean cancelled;
  /** The bytes so far. Written by the source's signals until {@link #begun} is complete. */
  private long size;
  /** Whether the body has ended. Used in {@link #drain} only. */
  private boolean over;

  /** Creates a body that reads that many bytes ahead, or fewer if the body has ended. */
  BegunBody(int bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns a stage that completes when the beginning was read, and fails with the failure of the
   * source.
   */
  CompletionStage<Void> begun() {
    return begun;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    ask(subscription, 1);
  }

  @Override
  public void onNext(ByteBuffer piece) {
    int length = piece.remaining();
    asked.decrementAndGet();
    arrived.add(piece);
    Flow.Subscription from = source;
    if (begun.isDone() || from == null) {
      signal();
      return;
    }
    size += length;
    if (size < bytes) {
      ask(from, 1);
    } else {
      begun.complete(null);
    }
  }

  @Override
  public void onError(Throwable error) {
    if (!begun.completeExceptionally(error)) {
      failure = error;
      signal();
    }
  }

  @Override
  public void onComplete() {
    ended = true;
    begun.complete(null);
    signal();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    if (taken.getAndSet(true)) {
      refuse(subscriber);
      return;
    }
    // The first signal. The others wait for it.
    subscriber.onSubscribe(this);
    target = subscriber;
    signal();
  }

  private static void refuse(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(new Flow.Subscription() {
      @Override
      public void request(long n) {}

      @Override
      public void cancel() {}
    });
    subscriber.onError(
        new IllegalStateException("body: has a subscriber (expected: one for each body)"));
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

  private void ask(Flow.Subscription from, long n) {
    asked.addAndGet(n);
    from.request(n);
  }

  /** Processes signals one after another, on the thread of the first. */
  private void signal() {
    if (target == null || signals.getAndIncrement() != 0) {
      return;
    }
    int missed = 1;
    do {
      drain(Objects.requireNonNull(target), Objects.requireNonNull(source));
      missed = signals.addAndGet(-missed);
    } while (missed != 0);
  }

  private void drain(Flow.Subscriber<? super ByteBuffer> to, Flow.Subscription from) {
    while (!over) {
      if (cancelled) {
        over = true;
        from.cancel();
        arrived.clear();
      } else if (!step(to, from)) {
        return;
      }
    }
  }

  /** Delivers one signal, or requests more. Returns false if it has to wait. */
  private boolean step(Flow.Subscriber<? super ByteBuffer> to, Flow.Subscription from) {
    Throwable lost = failure;
    boolean last = ended;
    if (lost instanceof IllegalArgumentException || lost != null && arrived.isEmpty()) {
      over = true;
      from.cancel();
      to.onError(lost);
    } else if (last && arrived.isEmpty()) {
      over = true;
      to.onComplete();
    } else if (demand.get() == 0) {
      return false;
    } else if (!arrived.isEmpty()) {
      demand.getAndUpdate(had -> had == Long.MAX_VALUE ? had : had - 1);
      to.onNext(Objects.requireNonNull(arrived.poll()));
    } else if (asked.get() == 0) {
      ask(from, demand.get());
    } else {
      return false;
    }
    return true;
  }
}
