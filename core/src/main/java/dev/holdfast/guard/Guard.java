/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

/**
 * A policy that an attempt has to pass before it begins: a circuit breaker, a rate limit, a limit
 * on concurrency… Never waits itself: it answers at once, and drivers wait. Thread-safe.
 */
public interface Guard {

  /** The answer to an attempt that would begin now. */
  Admission admit();

  /**
   * The answer to a second attempt beside one that is under way: a hedge. It is made only if it may
   * begin at once, so a guard had better keep nothing for one that may not. Default: as
   * {@link #admit}.
   */
  default Admission admitHedge() {
    return admit();
  }

  /** The policy with its numbers, in one line. */
  String describe();
}
