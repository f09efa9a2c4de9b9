/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.Verdict;
import dev.holdfast.retry.Outcome;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is under way of an asynchronous call: an attempt, or two in the place of one. */
interface PendingAttempt<T> {

  /** How it ends. */
  CompletionStage<Outcome<T>> outcome();

  /** What the condition makes of its outcome, asked for once. */
  Verdict verdict(Outcome<T> outcome);

  /** What became of the second attempt, in words; null if there was none, or nothing yet. */
  default @Nullable String words() {
    return null;
  }

  /** Takes the timers back. */
  void release();

  /** Nobody waits for it any more. */
  void abandon();
}
