/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.time;

/** A task that a {@link TimeSource} will run later. Thread-safe. */
@FunctionalInterface
public interface Scheduled {

  /** Cancels the task; does nothing if it has run, is running or was cancelled before. */
  void cancel();
}
