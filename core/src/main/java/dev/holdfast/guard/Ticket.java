/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

import org.jspecify.annotations.Nullable;

/** A place in a guard's queue. Thread-safe. */
public interface Ticket {

  /**
   * Runs the task when the permit is there; at once if it is there already. Called once; must not
   * block.
   */
  void whenReady(Runnable wake);

  /** The permit, if it is there; returned once. */
  @Nullable Permit take();

  /** Leaves the queue; a permit that was granted at the same moment goes back. */
  void leave();
}
