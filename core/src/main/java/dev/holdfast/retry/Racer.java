/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import java.util.concurrent.CompletionStage;

/** One of the two attempts of a {@link HedgedAttempt}, under way. Thread-safe. */
public interface Racer<T> {

  /** How it ends. */
  CompletionStage<Outcome<T>> outcome();

  /** Nobody waits for it any more. May come in any phase, and more than once. */
  void cancel();
}
