/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.retry.Outcome;
import java.util.concurrent.CompletionStage;

/**
 * The caller's side of a call that an {@link AsyncDriver} runs: as {@link Attempts}, but an attempt
 * completes later. Its methods are called one at a time, not always on the same thread; each sees
 * the effects of the one before.
 *
 * @param <T> type of an attempt's result
 */
public non-sealed interface AsyncAttempts<T> extends Caller<T> {

  /**
   * Begins one attempt and returns at once. The stage completes once, with an outcome; failures are
   * outcomes, not exceptions.
   */
  CompletionStage<Outcome<T>> attempt(CallState state);

  /**
   * The call has ended. Called once, unless it was cancelled.
   *
   * @param decision a success or a stop
   */
  void ended(Outcome<T> outcome, Decision decision);

  /**
   * An attempt has ended, but the decision failed with an exception; {@link #broken} is called
   * next. Default: does nothing.
   */
  default void undecided(Outcome<T> outcome, Throwable broken, CallState state) {}

  /** The call ends with an unexpected exception. Called in place of {@link #ended}. */
  void broken(Throwable failure);
}
