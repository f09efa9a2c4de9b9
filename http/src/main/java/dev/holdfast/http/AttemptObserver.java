/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Called after every attempt, after the decision and before the wait. Runs on the thread of the
 * call. An exception is logged and changes nothing. Must be thread-safe.
 */
@FunctionalInterface
public interface AttemptObserver {

  /** Called when an attempt has ended. */
  void attempt(Attempt attempt);
}
