/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

/**
 * A policy that an attempt must pass before it begins: a circuit breaker, a rate limit, a
 * concurrency limit… It answers at once; drivers do the waiting. Thread-safe.
 */
public interface Guard {

  /** Answers an attempt that would begin now. */
  Admission admit();

  /**
   * Answers a hedge, a second attempt beside a running one. A hedge is made only if it may begin at
   * once, so a guard should reserve nothing for one that would have to wait. Default: as
   * {@link #admit}.
   */
  default Admission admitHedge() {
    return admit();
  }

  /** The policy with its settings, in one line. */
  String describe();
}
