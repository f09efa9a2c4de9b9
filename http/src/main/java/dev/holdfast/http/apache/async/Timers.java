/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache.async;

import dev.holdfast.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The tasks of an {@link EventLoop} that wait for their time. Belongs to the loop's thread. */
final class Timers {

  private final TreeSet<Timer> waiting = new TreeSet<>();
  private long made;

  private static long now() {
    return System.nanoTime() - Timer.EPOCH;
  }

  Timer schedule(long nanos, Runnable task) {
    Timer timer = new Timer(Nanos.add(now(), nanos), made++, task);
    waiting.add(timer);
    return timer;
  }

  void cancel(Timer timer) {
    waiting.remove(timer);
  }

  /** Nanoseconds until the first is due; {@link Long#MAX_VALUE} if there is none. */
  long untilNext() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().due() - now();
  }

  /** Takes those that are due, the first one first. */
  List<Timer> takeDue() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    long now = now();
    List<Timer> due = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.first().due() <= now) {
      due.add(waiting.pollFirst());
    }
    return due;
  }
}
