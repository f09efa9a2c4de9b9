/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.rate;

import org.jspecify.annotations.Nullable;

/**
 * The shared state of an origin's limits. Thread-safe. Used on the path of every call, so a
 * distributed implementation should answer from local knowledge. Its exceptions end the call.
 */
public interface LimitCell {

  /** A reserved permit. */
  interface Reservation {

    /**
     * The time from the reservation until the permit is valid, in nanoseconds; 0 if it is valid at
     * once.
     */
    long waitNanos();

    /**
     * Gives the permit back unused. Called at most once; another attempt may use it, unless its
     * time has passed.
     */
    void giveBack();
  }

  /**
   * Reserves the next free permit.
   *
   * @param intervalNanos interval between two permits
   * @param burst how many permits an idle time saves up, the present one included
   * @param longestNanos the longest time until the permit is valid
   * @return null if it would be later; nothing is reserved then
   */
  @Nullable Reservation take(long intervalNanos, int burst, long longestNanos);

  /** The time until the next free permit, in nanoseconds. */
  long untilPermit();

  /** Closes the origin for that time; of several calls the latest end holds. */
  void close(long nanos);

  /** The time until the origin is open, in nanoseconds; 0 if it is open. */
  long closedFor();
}
