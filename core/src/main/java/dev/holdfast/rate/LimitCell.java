/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.rate;

import org.jspecify.annotations.Nullable;

/**
 * The shared state of the limits on one place. Thread-safe. Asked on the path of every call, so a
 * cell that others have to be asked for should answer from what it knows. What it throws ends the
 * call.
 */
public interface LimitCell {

  /** A turn that was taken: nobody else has it. */
  interface Reservation {

    /** How far away it was when it was taken, in nanoseconds; 0 if it had come. */
    long waitNanos();

    /** It is not used. Called once at most; another may have it then, unless it is too late. */
    void giveBack();
  }

  /**
   * Takes the next free turn.
   *
   * @param intervalNanos between two turns
   * @param burst how many turns a quiet time saves up, the present one included
   * @param longestNanos how far away the turn may be
   * @return null if it is further away; nothing is taken then
   */
  @Nullable Reservation take(long intervalNanos, int burst, long longestNanos);

  /** How far away the next free turn is, in nanoseconds. */
  long untilTurn();

  /** Closes the place for so long from now; the latest end of several holds. */
  void close(long nanos);

  /** How long the place stays closed, in nanoseconds; 0 if it is open. */
  long closedFor();
}
