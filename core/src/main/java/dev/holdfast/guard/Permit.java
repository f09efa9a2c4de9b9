/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

/** A guard's permission for one attempt. Closed exactly once. Thread-safe. */
@FunctionalInterface
public interface Permit {

  /** A permit that needs no report of its end. */
  Permit NONE = (ending, elapsedNanos) -> {};

  /**
   * The attempt has ended, or was not made.
   *
   * @param ending what the end says about the other side
   * @param elapsedNanos duration of the attempt; valid if {@link Ending#telling}
   */
  void close(Ending ending, long elapsedNanos);
}
