/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import java.util.concurrent.TimeUnit;

/** A task of a {@link Loop} that waits for its time. Belongs to the loop's thread. */
public final class Timer {

  /**
   * Makes times comparable, which readings of {@link System#nanoTime()} are not. A day ago: the
   * first limit of a process is often computed from a reading that is older than this class, and a
   * time before the epoch would be taken for an overflow, which is a timer that never runs.
   */
  public static final long EPOCH = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

  private final long due;
  private final long number;
  private final Runnable task;

  /** Its place among the {@link Timers}; -1 when it waits no more. */
  int place = -1;

  /**
   * A timer.
   *
   * @param due nanoseconds since {@link #EPOCH}
   * @param number tells timers apart that are due at the same time
   */
  Timer(long due, long number, Runnable task) {
    this.due = due;
    this.number = number;
    this.task = task;
  }

  /** When it is due, in nanoseconds since {@link #EPOCH}. */
  public long due() {
    return due;
  }

  long number() {
    return number;
  }

  Runnable task() {
    return task;
  }

  boolean before(Timer other) {
    return due != other.due ? due < other.due : number < other.number;
  }
}
