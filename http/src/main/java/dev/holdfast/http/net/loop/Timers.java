/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import dev.holdfast.engine.time.Nanos;
import java.util.TreeSet;
import java.util.function.Consumer;

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

  /** Runs those that are due, the first one first: one by one, since any may cancel another. */
  void runDue(Consumer<Runnable> runner) {
    if (waiting.isEmpty()) {
      return;
    }
    // Not those that these will schedule: sockets come first again.
    long number = made;
    long now = now();
    Timer first = waiting.first();
    while (first.due() <= now && first.number() < number) {
      waiting.remove(first);
      runner.accept(first.task());
      if (waiting.isEmpty()) {
        return;
      }
      first = waiting.first();
    }
  }
}
