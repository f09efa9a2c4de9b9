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
 * The time of a call: a monotonic clock for every timeout, a wall clock for HTTP dates only, and
 * waits.
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
   * Waits until the thread is woken, or the given time is over.
   *
   * @param wake is given the task that wakes the thread, before the wait begins; any thread may run
   *     it, even at once
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
   * Runs a task once after the given time, for timeouts. The task runs on a thread that all timers
   * share: it must be short and must not block.
   *
   * @param delayNanos nanoseconds from now; zero and negative values mean soon
   */
  Scheduled schedule(long delayNanos, Runnable task);

  /**
   * As {@link #sleep}, without holding a thread: runs a task when the wait is over. Unlike
   * {@link #schedule}, a test clock may skip such a wait.
   *
   * @param nanos nanoseconds to wait; zero and negative values mean soon
   */
  default Scheduled sleepAsync(long nanos, Runnable then) {
    return schedule(nanos, then);
  }

  /**
   * The real clocks of the JVM. Timers run at their time or up to about 30 ms later, on one daemon
   * thread for the whole JVM, which ends when nothing is pending.
   */
  static TimeSource system() {
    return SystemTime.INSTANCE;
  }
}
