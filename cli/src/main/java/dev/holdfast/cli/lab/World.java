/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Simulated time: events happen one after another on one thread, and between two of them no time
 * passes but on this clock. The same events always happen in the same order.
 */
final class World implements TimeSource {

  private final Queue<Event> events = new PriorityQueue<>();
  private long now;
  private long scheduled;

  private static final class Event implements Comparable<Event>, Scheduled {
    final long nanos;
    final long number;
    final Runnable task;
    boolean cancelled;

    Event(long nanos, long number, Runnable task) {
      this.nanos = nanos;
      this.number = number;
      this.task = task;
    }

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** Lets things happen until that time. */
  void runUntil(long nanos) {
    Event next = events.peek();
    while (next != null && next.nanos <= nanos) {
      events.remove();
      if (!next.cancelled) {
        now = next.nanos;
        next.task.run();
      }
      next = events.peek();
    }
    now = nanos;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(now);
  }

  @Override
  public void sleep(long nanos) {
    throw new UnsupportedOperationException("nothing blocks in simulated time");
  }

  @Override
  public Scheduled schedule(long delayNanos, Runnable task) {
    Event event = new Event(now + Math.max(0, delayNanos), scheduled++, task);
    events.add(event);
    return event;
  }
}
