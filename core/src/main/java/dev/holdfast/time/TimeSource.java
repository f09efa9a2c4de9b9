/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.time;

import java.time.Instant;

/**
 * Where a call takes its time from: a monotonic clock for every timeout, a wall clock for HTTP
 * dates only, and a way to wait.
 *
 * <p>Implementations must be safe for use by many threads. Tests use {@code VirtualTime} of the
 * testkit module, which never really waits.
 */
public interface TimeSource {

  /** Nanoseconds on a clock that never jumps; only differences mean anything. */
  long nanoTime();

  /** The wall clock. May jump: never used to measure how long something took. */
  Instant now();

  /**
   * Waits for the given time.
   *
   * @param nanos nanoseconds to wait; zero and negative values return at once
   * @throws InterruptedException if the thread is or becomes interrupted; the flag is then clear
   */
  void sleep(long nanos) throws InterruptedException;

  /** The real clocks of the JVM. */
  static TimeSource system() {
    return SystemTime.INSTANCE;
  }
}
