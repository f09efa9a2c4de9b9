/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A clock whose timers all run at once, on other threads, so that every race with a timer is lost.
 */
final class HastyTime implements TimeSource {

  private final Executor threads;
  private final AtomicInteger pending = new AtomicInteger();

  HastyTime(Executor threads) {
    this.threads = threads;
  }

  @Override
  public long nanoTime() {
    return TimeSource.system().nanoTime();
  }

  @Override
  public Instant now() {
    return TimeSource.system().now();
  }

  @Override
  public void sleep(long nanos) {}

  /** The one wait that other threads end; it lasts until they do. */
  @Override
  public void await(Consumer<Runnable> wake, long nanos) throws InterruptedException {
    CountDownLatch woken = new CountDownLatch(1);
    wake.accept(woken::countDown);
    woken.await();
  }

  @Override
  public Scheduled schedule(long delayNanos, Runnable task) {
    AtomicBoolean over = new AtomicBoolean();
    pending.incrementAndGet();
    threads.execute(() -> {
      if (over.compareAndSet(false, true)) {
        pending.decrementAndGet();
        task.run();
      }
    });
    return () -> {
      if (over.compareAndSet(false, true)) {
        pending.decrementAndGet();
      }
    };
  }

  int pending() {
    return pending.get();
  }
}
