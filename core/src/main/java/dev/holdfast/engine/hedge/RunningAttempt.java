/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.hedge;

import dev.holdfast.retry.Outcome;
import java.util.concurrent.CompletionStage;

/** One of the two running attempts of a {@link HedgedAttempt}. Thread-safe. */
public interface RunningAttempt<T> {

  /** Completes with the outcome. */
  CompletionStage<Outcome<T>> outcome();

  /**
   * Runs the attempt, if it needs the thread on which {@link Hedging#hedge} began it. Called last,
   * and only if the attempt is still needed. Default: does nothing.
   */
  default void run() {}

  /** Cancels the attempt. May be called at any time, and more than once. */
  void cancel();
}
