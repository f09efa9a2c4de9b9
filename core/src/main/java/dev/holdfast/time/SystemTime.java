/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.time;

import dev.holdfast.thread.ServiceThread;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** {@link System#nanoTime()}, {@link Instant#now()} and a real sleep. */
enum SystemTime implements TimeSource {
  INSTANCE;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void sleep(long nanos) throws InterruptedException {
    if (nanos > 0) {
      ServiceThread.refuse("a wait");
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    TimeUnit.NANOSECONDS.sleep(nanos);
  }

  @Override
  public Scheduled schedule(long delayNanos, Runnable task) {
    return Wheel.TIMER.schedule(delayNanos, task);
  }

  /** Made with the first timer: a command without a deadline needs none. */
  private static final class Wheel {
    /** A tick of 10 ms is cheap, and exact enough for a deadline. */
    private static final WheelTimer TIMER = new WheelTimer(TimeUnit.MILLISECONDS.toNanos(10));
  }

  @Override
  public String toString() {
    return "TimeSource.system()";
  }
}
