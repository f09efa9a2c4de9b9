/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.rate;

/** The shared state of the limits on one place. Thread-safe. */
public interface LimitCell {

  /** The answer of {@link #take} if nothing was taken. */
  long TOO_LONG = -1;

  /**
   * Takes the next free turn.
   *
   * @param intervalNanos between two turns
   * @param burst how many turns a quiet time saves up, the present one included
   * @param longestNanos how far away the turn may be
   * @return nanoseconds from now, or {@link #TOO_LONG}
   */
  long take(long intervalNanos, int burst, long longestNanos);

  /** Gives a turn back that was not used. */
  void giveBack(long intervalNanos);

  /** How far away the next free turn is, in nanoseconds. */
  long untilTurn(long intervalNanos, int burst);

  /** Closes the place for so long from now; the latest end of several holds. */
  void close(long nanos);

  /** How long the place stays closed, in nanoseconds; 0 if it is open. */
  long closedFor();
}
