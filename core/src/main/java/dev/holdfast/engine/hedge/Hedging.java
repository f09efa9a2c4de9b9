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
   * Whether the pair ends with that outcome although the other attempt may yet end better. Asked at
   * any time, so it must not change anything.
   */
  boolean settles(Outcome<T> outcome);

  /**
   * What the outcome of an attempt that failed while the other goes on says about the other side.
   */
  Ending ending(Outcome<T> outcome);

  /**
   * Both have failed: whether the outcome that came first counts, and not the last one. Default:
   * the last one.
   */
  default boolean firstFailureCounts(Outcome<T> cameFirst, Outcome<T> cameLast) {
    return false;
  }

  /**
   * The pair has an outcome: told before it is handed on.
   *
   * @param bySecond whether it is that of the second attempt
   * @param words what became of the second attempt; null if there was none
   */
  void settled(boolean bySecond, @Nullable String words);
}
