/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

import org.jspecify.annotations.Nullable;

/** A place in a guard's queue. Thread-safe. */
public interface Ticket {

  /** Runs the task once the permit is there: at once if it is. Called once; must not block. */
  void whenReady(Runnable wake);

  /** The permit, if it is there; asked once with success. */
  @Nullable Permit take();

  /** Leaves the queue; a permit that came in the same moment goes back. */
  void leave();
}
