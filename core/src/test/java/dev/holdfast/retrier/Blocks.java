/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A hedged block of code whose attempts run the given actions. The first attempt advances time to
 * the hedge, and continues once the second is running or has ended.
 */
final class Blocks implements Action<String, Exception>, AutoCloseable {

  static final Duration DELAY = Duration.ofMillis(50);

  final FakeTime time;
  final CountDownLatch secondBegan = new CountDownLatch(1);
  final CountDownLatch secondOver = new CountDownLatch(1);
  /**
   * Released when an attempt that hung was interrupted: the one on the test's thread, or the one on
   * another thread.
   */
  final CountDownLatch firstWoken = new CountDownLatch(1);

  final CountDownLatch secondWoken = new CountDownLatch(1);

  private final Thread caller = Thread.currentThread();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch firstWaits = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private List<Action<String, Exception>> script = List.of();

  Blocks(FakeTime time) {
    this.time = time;
    time.whenAwaited(firstWaits::countDown);
  }

  /** A block whose first, second… attempt runs the first, second… action. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  final Blocks of(Action<String, Exception>... attempts) {
    script = List.of(attempts);
    return this;
  }

  int begun() {
    return begun.get();
  }

  /** An executor that reports when the second attempt is over, with all its consequences. */
  Executor executor() {
    return task -> threads.execute(() -> {
      task.run();
      secondOver.countDown();
    });
  }

  @Override
  public String call() throws Exception {
    int number = begun.getAndIncrement();
    if (number == 1) {
      secondBegan.countDown();
    }
    return script.get(number).call();
  }

  /** Runs the attempt after the hedge is due. */
  Action<String, Exception> onceDue(Action<String, Exception> attempt) {
    return () -> {
      passes(DELAY);
      return attempt.call();
    };
  }

  /** Runs the attempt after the hedge is due, while the hedge is running. */
  Action<String, Exception> besideSecond(Action<String, Exception> attempt) {
    return onceDue(() -> {
      secondBegan.await();
      return attempt.call();
    });
  }

  /** Runs the attempt after the hedge is due and has ended. */
  Action<String, Exception> afterSecond(Action<String, Exception> attempt) {
    return onceDue(() -> {
      secondOver.await();
      return attempt.call();
    });
  }

  /** Runs the attempt after the first has failed and its thread waits. */
  Action<String, Exception> afterFirst(Action<String, Exception> attempt) {
    return () -> {
      firstWaits.await();
      return attempt.call();
    };
  }

  void passes(Duration duration) {
    time.advance(duration.toNanos());
  }

  /** Hangs until the thread is interrupted. */
  String hang() throws InterruptedException {
    try {
      never.await();
      return "never";
    } catch (InterruptedException interrupt) {
      (Thread.currentThread() == caller ? firstWoken : secondWoken).countDown();
      throw interrupt;
    }
  }

  static Action<String, Exception> fails(String message) {
    return () -> {
      throw new IOException(message);
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
