/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.retry.Outcome;

/**
 * The caller's side of a call that a {@link BlockingDriver} runs: makes attempts, judges them, and
 * is told the decisions.
 *
 * @param <T> type of an attempt's result
 */
public non-sealed interface Attempts<T> extends Caller<T> {

  /**
   * Makes one attempt. Failures are outcomes, not exceptions.
   *
   * @param state of the call; {@link CallState#attempts()} is this attempt's number
   */
  Outcome<T> attempt(CallState state);
}
