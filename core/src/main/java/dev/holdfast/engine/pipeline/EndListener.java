/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pipeline;

import dev.holdfast.guard.Ending;

/** Told how each attempt that passed the guards has ended. Thread-safe; must not block or throw. */
@FunctionalInterface
public interface EndListener {

  /**
   * An attempt has ended.
   *
   * @param ending what the end says about the other side
   * @param tookNanos duration of the attempt; valid if {@link Ending#telling}
   * @param first whether it was the first of its call, rather than a retry
   */
  void ended(Ending ending, long tookNanos, boolean first);
}
