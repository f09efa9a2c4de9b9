/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pipeline;

import dev.holdfast.guard.Ending;

/**
 * Called with the end of each attempt that passed the guards. Thread-safe; must not block or throw.
 */
@FunctionalInterface
public interface EndListener {

  /**
   * Called when an attempt has ended.
   *
   * @param ending what the end says about the other side
   * @param tookNanos duration of the attempt; valid if {@link Ending#telling}
   * @param first whether it was the first of its call, rather than a retry
   */
  void ended(Ending ending, long tookNanos, boolean first);
}
