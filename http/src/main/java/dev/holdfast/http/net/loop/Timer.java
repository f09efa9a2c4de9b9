/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

/**
 * A task of the {@link EventLoop} that waits for its time.
 *
 * @param due nanoseconds since {@link #EPOCH}
 * @param number tells timers apart that are due at the same time
 */
public record Timer(long due, long number, Runnable task) implements Comparable<Timer> {

  /** Makes times comparable, which readings of {@link System#nanoTime()} are not. */
  public static final long EPOCH = System.nanoTime();

  @Override
  public int compareTo(Timer other) {
    int byTime = Long.compare(due, other.due);
    return byTime != 0 ? byTime : Long.compare(number, other.number);
  }
}
