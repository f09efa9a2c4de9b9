/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

/** A task of a {@link Loop} that waits for its time. Belongs to the loop's thread. */
public final class Timer {

  /** Makes times comparable, which readings of {@link System#nanoTime()} are not. */
  public static final long EPOCH = System.nanoTime();

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
