/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.Verdict;
import dev.holdfast.retry.Outcome;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A running attempt of an asynchronous call: one attempt, or a hedged pair. */
interface PendingAttempt<T> {

  /** Completes with the outcome. */
  CompletionStage<Outcome<T>> outcome();

  /** The condition's verdict on the outcome; asked once. */
  Verdict verdict(Outcome<T> outcome);

  /** The result of the second attempt, in words; null if there is none yet. */
  default @Nullable String words() {
    return null;
  }

  /** Cancels the timers. */
  void release();

  /** Abandons the attempt: its result is not needed any more. */
  void abandon();
}
