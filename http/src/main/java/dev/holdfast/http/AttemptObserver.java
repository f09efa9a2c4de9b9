/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

/**
 * Hears of every attempt once it is decided what follows, before the wait. Called on the thread of
 * the call; an exception is logged and changes nothing. Must be thread-safe.
 */
@FunctionalInterface
public interface AttemptObserver {

  /** An attempt is over. */
  void attempt(Attempt attempt);
}
