/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.testkit.VirtualTime;
import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Virtual time whose timers other threads set, and the test waits for. A wait between attempts is
 * such a timer too, and does not pass by itself.
 */
final class WatchedTime implements TimeSource {

  private final VirtualTime time;
  private final BlockingQueue<Long> set = new LinkedBlockingQueue<>();

  WatchedTime(VirtualTime time) {
    this.time = time;
  }

  /** Until a timer is set for that long; forgets those that were set before it. */
  void awaitTimer(Duration delay) throws InterruptedException {
    Long found;
    do {
      found = set.poll(30, TimeUnit.SECONDS);
      if (found == null) {
        throw new AssertionError("no timer was set for " + delay);
      }
    } while (found != delay.toNanos());
  }

  /** Lets each timer of that length come due as soon as it is set, until the future is done. */
  void passUntilDone(Future<?> future, Duration shortest, Duration longest)
      throws InterruptedException {
    while (!future.isDone()) {
      Long delay = set.poll(10, TimeUnit.MILLISECONDS);
      if (delay != null && delay >= shortest.toNanos() && delay <= longest.toNanos()) {
        time.advance(Duration.ofNanos(delay));
      }
    }
  }

  @Override
  public Scheduled schedule(long delayNanos, Runnable task) {
    Scheduled scheduled = time.schedule(delayNanos, task);
    set.add(delayNanos);
    return scheduled;
  }

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
    time.sleep(nanos);
  }
}
