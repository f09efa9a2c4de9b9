/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import dev.holdfast.time.Scheduled;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A task that waits for a virtual clock; runs at most once. Ordered by time, then by the order in
 * which they were set.
 */
final class VirtualTimer implements Comparable<VirtualTimer> {

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.getAndIncrement();
  private final long dueNanos;
  private final Runnable task;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile Scheduled twin = () -> {};

  VirtualTimer(long dueNanos, Runnable task) {
    this.dueNanos = dueNanos;
    this.task = task;
  }

  long dueNanos() {
    return dueNanos;
  }

  /** Adds a real timer that may fire first. */
  void also(Scheduled real) {
    twin = real;
  }

  void run() {
    if (over.compareAndSet(false, true)) {
      twin.cancel();
      task.run();
    }
  }

  void cancel() {
    over.set(true);
    twin.cancel();
  }

  @Override
  public int compareTo(VirtualTimer other) {
    int byTime = Long.compare(dueNanos - other.dueNanos, 0);
    return byTime == 0 ? Long.compare(number, other.number) : byTime;
  }
}
