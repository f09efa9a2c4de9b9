/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.retry.Outcome;
import java.util.concurrent.CompletionStage;

/**
 * The caller's side of a call that an {@link AsyncDriver} runs: as {@link Attempts}, but an attempt
 * ends later. Its methods are called one at a time, each seeing what the last one did, but not
 * always on the same thread.
 *
 * @param <T> what an attempt gives
 */
public non-sealed interface AsyncAttempts<T> extends Caller<T> {

  /**
   * Begins one attempt and returns at once. The stage completes with an outcome, once; failures are
   * outcomes, not exceptions.
   */
  CompletionStage<Outcome<T>> attempt(CallState state);

  /**
   * The call is over: called once, unless it was cancelled.
   *
   * @param decision a success or a stop
   */
  void ended(Outcome<T> outcome, Decision decision);

  /**
   * An attempt has ended, but what follows could not be decided, since something threw;
   * {@link #broken} comes next. Default: nothing is done.
   */
  default void undecided(Outcome<T> outcome, Throwable broken, CallState state) {}

  /** The call cannot go on because this was thrown where nothing may be: in place of the end. */
  void broken(Throwable failure);
}
