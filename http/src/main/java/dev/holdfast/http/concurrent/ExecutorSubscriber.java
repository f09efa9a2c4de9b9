/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.concurrent;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the signals of a publisher on an executor, one after another, so that the subscriber may
 * block. The demand of the subscriber bounds the number of pending signals.
 */
public final class ExecutorSubscriber implements Flow.Subscriber<ByteBuffer>, Runnable {

  private final Executor executor;
  private final Flow.Subscriber<? super ByteBuffer> target;
  private final Queue<Runnable> signals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile Flow.@Nullable Subscription source;
  private volatile boolean broken;

  /** Creates a subscriber that delivers the signals to the target on that executor. */
  public ExecutorSubscriber(Executor executor, Flow.Subscriber<? super ByteBuffer> target) {
    this.executor = executor;
    this.target = Objects.requireNonNull(target, "subscriber");
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    add(() -> target.onSubscribe(subscription));
  }

  @Override
  public void onNext(ByteBuffer data) {
    add(() -> target.onNext(data));
  }

  @Override
  public void onError(Throwable failure) {
    add(() -> target.onError(failure));
  }

  @Override
  public void onComplete() {
    add(target::onComplete);
  }

  private void add(Runnable signal) {
    if (!broken) {
      signals.add(signal);
      if (waiting.getAndIncrement() == 0) {
        executor.execute(this);
      }
    }
  }

  /**
   * Delivers pending signals; for the executor only. Never throws: that would look like a refusal.
   */
  @Override
  public void run() {
    do {
      try {
        Objects.requireNonNull(signals.poll()).run();
      } catch (Throwable failure) {
        // A subscriber must not throw (Reactive Streams 2.13): it gets no more signals.
        abandon();
        Thread here = Thread.currentThread();
        here.getUncaughtExceptionHandler().uncaughtException(here, failure);
        return;
      }
    } while (waiting.decrementAndGet() != 0);
  }

  private void abandon() {
    broken = true;
    signals.clear();
    Flow.Subscription from = source;
    if (from != null) {
      from.cancel();
    }
  }
}
