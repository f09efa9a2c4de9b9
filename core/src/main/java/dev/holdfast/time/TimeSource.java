/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.time;

import dev.holdfast.thread.ServiceThread;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Where a call takes its time from: a monotonic clock for every timeout, a wall clock for HTTP
 * dates only, and a way to wait.
 *
 * <p>Implementations must be safe for use by many threads. Tests use {@code VirtualTime} of the
 * testkit module, which never really waits.
 */
public interface TimeSource {

  /** Nanoseconds on a clock that never jumps; only differences mean anything. */
  long nanoTime();

  /** The wall clock. May jump: never used to measure how long something took. */
  Instant now();

  /**
   * Waits for the given time.
   *
   * @param nanos nanoseconds to wait; zero and negative values return at once
   * @throws InterruptedException if the thread is or becomes interrupted; the flag is then clear
   * @throws IllegalStateException by the real clock, on the thread that its timers run on
   */
  void sleep(long nanos) throws InterruptedException;

  /**
   * Waits until somebody wakes the thread, or the given time is over.
   *
   * @param wake is handed the task that wakes, before the wait begins; it may be run by any thread,
   *     also at once
   * @param nanos nanoseconds to wait at most; zero and negative values return at once
   * @throws InterruptedException if the thread is or becomes interrupted; the flag is then clear
   */
  default void await(Consumer<Runnable> wake, long nanos) throws InterruptedException {
    if (nanos <= 0) {
      return;
    }
    ServiceThread.refuse("a wait");
    CountDownLatch woken = new CountDownLatch(1);
    Scheduled limit = schedule(nanos, woken::countDown);
    try {
      wake.accept(woken::countDown);
      woken.await();
    } finally {
      limit.cancel();
    }
  }

  /**
   * Runs a task once after the given time, for limits that have to strike by themselves. The task
   * runs on a thread that others depend on: it must be short and must not block.
   *
   * @param delayNanos nanoseconds from now; zero and negative values mean soon
   */
  Scheduled schedule(long delayNanos, Runnable task);

  /**
   * As {@link #sleep}, without holding a thread: runs a task when the wait is over. The difference
   * from {@link #schedule} is that a clock for tests may let such a wait pass at once.
   *
   * @param nanos nanoseconds to wait; zero and negative values mean soon
   */
  default Scheduled sleepAsync(long nanos, Runnable then) {
    return schedule(nanos, then);
  }

  /**
   * The real clocks of the JVM. Its timers run at their time or up to some 30 ms later, on one
   * daemon thread for the whole JVM, which ends by itself when nothing is pending.
   */
  static TimeSource system() {
    return SystemTime.INSTANCE;
  }
}
