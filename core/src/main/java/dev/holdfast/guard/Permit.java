/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

/** What a guard hands to an attempt that may begin. Closed exactly once. Thread-safe. */
@FunctionalInterface
public interface Permit {

  /** A permit whose end nobody needs to hear of. */
  Permit NONE = (ending, elapsedNanos) -> {};

  /**
   * The attempt is over, or was never made.
   *
   * @param ending what it says about the other side
   * @param elapsedNanos how long it took; without meaning unless {@link Ending#telling}
   */
  void close(Ending ending, long elapsedNanos);
}
