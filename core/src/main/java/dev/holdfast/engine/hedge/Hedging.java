/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.hedge;

import dev.holdfast.guard.Ending;
import dev.holdfast.retry.Outcome;
import org.jspecify.annotations.Nullable;

/** The caller's side of a {@link HedgedAttempt}. */
public interface Hedging<T> {

  /** Begins the second attempt. */
  RunningAttempt<T> hedge();

  /**
   * Whether the pair ends with that outcome, although the other attempt may end better. May be
   * called at any time, so it must change nothing.
   */
  boolean settles(Outcome<T> outcome);

  /**
   * Returns the ending that the failure of one attempt means for the policies, while the other
   * attempt is running.
   */
  Ending ending(Outcome<T> outcome);

  /** Whether the first of two failures counts, and not the last. Default: the last. */
  default boolean firstFailureCounts(Outcome<T> cameFirst, Outcome<T> cameLast) {
    return false;
  }

  /** Called with the result of a hedge that was due, before {@link #settled}. Default: ignored. */
  default void hedged(HedgeResult result) {}

  /**
   * Called when the pair has an outcome, before the outcome is passed on.
   *
   * @param bySecond whether the outcome is the second attempt's
   * @param words the result of the second attempt; null if there was none
   */
  void settled(boolean bySecond, @Nullable String words);
}
