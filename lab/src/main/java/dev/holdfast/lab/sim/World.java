/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.sim;

import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Simulated time. Events happen one after another on the thread that runs the world, and time
 * advances only from one event to the next. The order of events is deterministic. As an executor,
 * it runs tasks right after the present event, in the order in which they were submitted. Not
 * thread-safe.
 */
public final class World implements TimeSource, Executor {

  /** A second, in nanoseconds. */
  public static final long SECOND = 1_000_000_000L;

  /** A millisecond, in nanoseconds. */
  public static final long MILLI = 1_000_000L;

  private static final Instant EPOCH = Instant.parse("2026-01-15T12:00:00Z");

  private final Queue<Runnable> ready = new ArrayDeque<>();
  /**
   * A binary heap: the next event is the first. Events know their index, so that they can be
   * removed.
   */
  private @Nullable Event[] heap = new Event[1024];

  private int size;
  private long now;
  private long scheduled;

  private final class Event implements Scheduled {
    final long nanos;
    final long number;
    final Runnable task;
    int place;

    Event(long nanos, long number, Runnable task) {
      this.nanos = nanos;
      this.number = number;
      this.task = task;
    }

    boolean before(Event other) {
      return nanos == other.nanos ? number < other.number : nanos < other.nanos;
    }

    @Override
    public void cancel() {
      if (place >= 0) {
        remove(this);
      }
    }
  }

  /** Runs all events until that time. */
  public void runUntil(long nanos) {
    runReady();
    while (size > 0 && at(0).nanos <= nanos) {
      Event next = at(0);
      remove(next);
      now = next.nanos;
      next.task.run();
      runReady();
    }
    now = nanos;
  }

  private void runReady() {
    Runnable task = ready.poll();
    while (task != null) {
      task.run();
      task = ready.poll();
    }
  }

  @Override
  public void execute(Runnable task) {
    ready.add(task);
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant now() {
    return EPOCH.plusNanos(now);
  }

  @Override
  public void sleep(long nanos) {
    throw new UnsupportedOperationException("no thread waits in simulated time");
  }

  @Override
  public Scheduled schedule(long delayNanos, Runnable task) {
    long delay = Math.max(0, delayNanos);
    long due = delay > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + delay;
    Event event = new Event(due, scheduled++, task);
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    up(size++, event);
    return event;
  }

  private Event at(int place) {
    Event event = heap[place];
    if (event == null) {
      throw new AssertionError(place);
    }
    return event;
  }

  private void put(int place, Event event) {
    heap[place] = event;
    event.place = place;
  }

  private void remove(Event event) {
    int place = event.place;
    event.place = -1;
    Event last = at(--size);
    heap[size] = null;
    if (last == event) {
      return;
    }
    if (place > 0 && last.before(at((place - 1) / 2))) {
      up(place, last);
    } else {
      down(place, last);
    }
  }

  private void up(int from, Event event) {
    int place = from;
    while (place > 0 && event.before(at((place - 1) / 2))) {
      put(place, at((place - 1) / 2));
      place = (place - 1) / 2;
    }
    put(place, event);
  }

  private void down(int from, Event event) {
    int place = from;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && at(child + 1).before(at(child))) {
        child++;
      }
      if (event.before(at(child))) {
        break;
      }
      put(place, at(child));
      place = child;
    }
    put(place, event);
  }
}
