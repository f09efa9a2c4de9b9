/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.retrier.TimeoutInterrupt.Cause;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Instant;
import java.util.function.Consumer;

/** A clock whose sleep is also interrupted when a token is cancelled. */
record CancellableTime(TimeSource time, CancelToken token) implements TimeSource {

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void sleep(long nanos) throws InterruptedException {
    TimeoutInterrupt interrupt = TimeoutInterrupt.untimed();
    Scheduled watch = token.onCancel(() -> interrupt.interrupt(Cause.CANCELLED));
    try {
      time.sleep(nanos);
    } finally {
      watch.cancel();
      interrupt.disarm();
    }
  }

  @Override
  public void await(Consumer<Runnable> wake, long nanos) throws InterruptedException {
    TimeoutInterrupt interrupt = TimeoutInterrupt.untimed();
    Scheduled watch = token.onCancel(() -> interrupt.interrupt(Cause.CANCELLED));
    try {
      time.await(wake, nanos);
    } finally {
      watch.cancel();
      interrupt.disarm();
    }
  }

  @Override
  public Scheduled schedule(long delayNanos, Runnable task) {
    return time.schedule(delayNanos, task);
  }

  @Override
  public Scheduled sleepAsync(long nanos, Runnable then) {
    return time.sleepAsync(nanos, then);
  }
}
