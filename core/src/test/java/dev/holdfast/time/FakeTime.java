/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.time;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A clock that moves only when it is advanced or slept on, and records the sleeps. May be read by
 * any thread, and moved by one at a time.
 */
public final class FakeTime implements TimeSource {

  private final List<Long> sleeps = new ArrayList<>();
  private final List<Timer> timers = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos;
  private Runnable meanwhile = () -> {};

  public FakeTime() {
    this(0);
  }

  public FakeTime(long startNanos) {
    this.nanos = new AtomicLong(startNanos);
  }

  public void advance(long byNanos) {
    long now = nanos.addAndGet(byNanos);
    for (Timer timer : List.copyOf(timers)) {
      if (timer.dueNanos() - now <= 0 && timers.remove(timer)) {
        timer.task().run();
      }
    }
  }

  public List<Long> sleeps() {
    return List.copyOf(sleeps);
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public void sleep(long sleepNanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    sleeps.add(sleepNanos);
    advance(Math.max(0, sleepNanos));
  }

  /** Sets a task that runs on each thread that begins to wait for a wake-up. */
  public void whenAwaited(Runnable task) {
    meanwhile = task;
  }

  @Override
  public void await(Consumer<Runnable> wake, long longestNanos) throws InterruptedException {
    TimeSource.super.await(
        waker -> {
          wake.accept(waker);
          meanwhile.run();
        },
        longestNanos);
  }

  @Override
  public Scheduled schedule(long delayNanos, Runnable task) {
    Timer timer = new Timer(nanos.get() + Math.max(0, delayNanos), task);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  @Override
  public Scheduled sleepAsync(long sleepNanos, Runnable then) {
    sleeps.add(sleepNanos);
    advance(Math.max(0, sleepNanos));
    then.run();
    return () -> {};
  }

  /** Timers that neither ran nor were cancelled. */
  public int pendingTimers() {
    return timers.size();
  }

  private record Timer(long dueNanos, Runnable task) {}
}
