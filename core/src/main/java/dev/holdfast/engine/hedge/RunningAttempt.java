/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.hedge;

import dev.holdfast.retry.Outcome;
import java.util.concurrent.CompletionStage;

/** One of the two attempts of a {@link HedgedAttempt}, under way. Thread-safe. */
public interface RunningAttempt<T> {

  /** How it ends. */
  CompletionStage<Outcome<T>> outcome();

  /**
   * Does the work, if that takes the thread on which {@link Hedging#hedge} began it: called last,
   * and only if there is still a use for it. Default: nothing, others are at work.
   */
  default void run() {}

  /** Nobody waits for it any more. May come in any phase, and more than once. */
  void cancel();
}
