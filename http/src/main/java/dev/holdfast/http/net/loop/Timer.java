/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import java.util.concurrent.TimeUnit;

/** A scheduled task of a {@link Loop}. Belongs to the loop's thread. */
public final class Timer {

  /**
   * The reference of due times. It makes them comparable, which readings of
   * {@link System#nanoTime()} are not. It is a day ago: the first limit of a process is often
   * computed from a reading that is older than this class, and a time before the epoch would be
   * treated as an overflow, so that the timer would never run.
   */
  public static final long EPOCH = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

  private final long due;
  private final long number;
  private final Runnable task;

  /** Its index in the {@link Timers}; -1 when it is not scheduled. */
  int place = -1;

  /**
   * Creates a timer.
   *
   * @param due nanoseconds since {@link #EPOCH}
   * @param number orders timers that are due at the same time
   */
  Timer(long due, long number, Runnable task) {
    this.due = due;
    this.number = number;
    this.task = task;
  }

  /** Returns when it is due, in nanoseconds since {@link #EPOCH}. */
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
