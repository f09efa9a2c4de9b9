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
public final class CloseableTime implements TimeSource, TimedCode.End {

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

  /** Whether the session was closed. */
  public boolean ended() {
    return closed.getCount() == 0;
  }

  /**
   * Runs the task after that time, or at once when the session is closed.
   *
   * @param nanos {@link Long#MAX_VALUE} to wait for the end of the session only
   * @param task may run twice
   */
  @Override
  public Scheduled scheduleOrEnd(long nanos, Runnable task) {
    Object key = new Object();
    woken.put(key, task);
    Scheduled timer = nanos == Long.MAX_VALUE ? () -> {} : time.schedule(Math.max(0, nanos), task);
    if (ended()) {
      task.run();
    }
    return () -> {
      woken.remove(key);
      timer.cancel();
    };
  }

  /**
   * Returns the same clock for jobs of several calls. Their waits that hold no thread end too when
   * the session is closed. Those of a call do not, because the session ends the call itself.
   */
  public TimeSource ofJobs() {
    return new JobTime();
  }

  @Override
  public void await(Consumer<Runnable> wake, long nanos) throws InterruptedException {
    Object key = new Object();
    try {
      TimeSource.super.await(
          waker -> {
            woken.put(key, waker);
            if (ended()) {
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

  private final class JobTime implements TimeSource {

    @Override
    public Scheduled sleepAsync(long nanos, Runnable then) {
      Object key = new Object();
      Runnable once = () -> {
        if (woken.remove(key) != null) {
          then.run();
        }
      };
      woken.put(key, once);
      Scheduled timer = time.sleepAsync(nanos, once);
      if (ended()) {
        once.run();
      }
      return () -> {
        woken.remove(key);
        timer.cancel();
      };
    }

    @Override
    public void await(Consumer<Runnable> wake, long nanos) throws InterruptedException {
      CloseableTime.this.await(wake, nanos);
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
      CloseableTime.this.sleep(nanos);
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
  }
}
