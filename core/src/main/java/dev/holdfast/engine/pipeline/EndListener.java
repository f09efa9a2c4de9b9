/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pipeline;

import dev.holdfast.guard.Ending;

/** Is told how every attempt ended that passed the guards. Thread-safe; must not block or throw. */
@FunctionalInterface
public interface EndListener {

  /**
   * An attempt has ended.
   *
   * @param ending what it says about the other side
   * @param tookNanos how long it took; without meaning unless {@link Ending#telling}
   * @param first whether it was the first of its call, rather than a retry
   */
  void ended(Ending ending, long tookNanos, boolean first);
}
