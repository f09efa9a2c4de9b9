/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Called after every attempt, when the decision is made and before the wait. Runs on the thread of
 * the call; an exception is logged and changes nothing. Must be thread-safe.
 */
@FunctionalInterface
public interface AttemptObserver {

  /** An attempt is over. */
  void attempt(Attempt attempt);
}
