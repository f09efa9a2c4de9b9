/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import dev.holdfast.engine.time.Nanos;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The scheduled tasks of a {@link Loop}. Belongs to the loop's thread.
 *
 * <p>A binary heap whose elements know their index: almost every timer is cancelled, which needs no
 * search, and most are due later than the present ones, so that they stay where they are added.
 */
final class Timers {

  private Timer[] heap = new Timer[16];
  private int size;
  private long made;

  private static long now() {
    return System.nanoTime() - Timer.EPOCH;
  }

  Timer schedule(long nanos, Runnable task) {
    return scheduleAt(Nanos.add(now(), nanos), task);
  }

  /** @param due nanoseconds since {@link Timer#EPOCH} */
  Timer scheduleAt(long due, Runnable task) {
    Timer timer = new Timer(due, made++, task);
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    rise(timer, size++);
    return timer;
  }

  void cancel(Timer timer) {
    int hole = timer.place;
    if (hole < 0) {
      return;
    }
    timer.place = -1;
    Timer last = heap[--size];
    heap[size] = null;
    if (hole < size) {
      rise(last, hole);
      sink(last, last.place);
    }
  }

  /** Returns the nanoseconds until the first is due; {@link Long#MAX_VALUE} if there is none. */
  long untilNext() {
    return size == 0 ? Long.MAX_VALUE : heap[0].due() - now();
  }

  /** Runs those that are due, the first one first: one by one, because any may cancel another. */
  void runDue(Consumer<Runnable> runner) {
    if (size == 0) {
      return;
    }
    // Not those that these will schedule: sockets come first again.
    long number = made;
    long now = now();
    while (size > 0 && heap[0].due() <= now && heap[0].number() < number) {
      Timer first = heap[0];
      cancel(first);
      runner.accept(first.task());
    }
  }

  private void rise(Timer timer, int from) {
    int at = from;
    while (at > 0 && timer.before(heap[(at - 1) / 2])) {
      put(heap[(at - 1) / 2], at);
      at = (at - 1) / 2;
    }
    put(timer, at);
  }

  private void sink(Timer timer, int from) {
    int at = from;
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1].before(heap[child])) {
        child++;
      }
      if (!heap[child].before(timer)) {
        break;
      }
      put(heap[child], at);
      at = child;
    }
    put(timer, at);
  }

  private void put(Timer timer, int at) {
    heap[at] = timer;
    timer.place = at;
  }
}
