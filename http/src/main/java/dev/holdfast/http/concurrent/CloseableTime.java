/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.concurrent;

import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The clock of a session. Its real waits end when the session is closed; the next attempt then
 * meets a closed transport, which ends the call. Waits on another clock than the real one are not
 * cut short.
 */
public final class CloseableTime implements TimeSource {

  private final TimeSource time;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Object, Runnable> woken = new ConcurrentHashMap<>();

  /** Creates a clock that waits as that clock does, until {@link #end}. */
  public CloseableTime(TimeSource time) {
    this.time = time;
  }

  /** Ends the waits of all calls, present and future. */
  public void end() {
    closed.countDown();
    woken.values().forEach(Runnable::run);
  }

  @Override
  public void await(Consumer<Runnable> wake, long nanos) throws InterruptedException {
    Object key = new Object();
    try {
      TimeSource.super.await(
          waker -> {
            woken.put(key, waker);
            if (closed.getCount() == 0) {
              waker.run();
            }
            wake.accept(waker);
          },
          nanos);
    } finally {
      woken.remove(key);
    }
  }

  @Override
  @SuppressWarnings("ReturnValueIgnored") // The call goes on after a timeout and after closing.
  public void sleep(long nanos) throws InterruptedException {
    if (time == TimeSource.system()) {
      boolean ignored = closed.await(nanos, TimeUnit.NANOSECONDS);
    } else {
      time.sleep(nanos);
    }
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
  public Scheduled schedule(long delayNanos, Runnable task) {
    return time.schedule(delayNanos, task);
  }

  @Override
  public Scheduled sleepAsync(long nanos, Runnable then) {
    return time.sleepAsync(nanos, then);
  }
}
