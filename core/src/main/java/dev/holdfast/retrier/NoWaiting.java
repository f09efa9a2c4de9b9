/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Instant;

/** The real clock, without the waits between attempts. */
enum NoWaiting implements TimeSource {
  INSTANCE;

  @Override
  public long nanoTime() {
    return TimeSource.system().nanoTime();
  }

  @Override
  public Instant now() {
    return TimeSource.system().now();
  }

  @Override
  public void sleep(long nanos) throws InterruptedException {
    TimeSource.system().sleep(0);
  }

  @Override
  public Scheduled schedule(long delayNanos, Runnable task) {
    return TimeSource.system().schedule(delayNanos, task);
  }

  @Override
  public Scheduled sleepAsync(long nanos, Runnable then) {
    then.run();
    return () -> {};
  }
}
