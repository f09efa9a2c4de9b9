/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.retry.Outcome;

/**
 * The caller's side of a call that a driver runs: makes attempts, judges them, and hears what was
 * decided.
 *
 * @param <T> what an attempt gives
 */
public non-sealed interface Attempts<T> extends Caller<T> {

  /**
   * Makes one attempt. Failures are outcomes, not exceptions.
   *
   * @param state how far the call is; {@link CallState#attempts()} is this attempt's number
   */
  Outcome<T> attempt(CallState state);
}
