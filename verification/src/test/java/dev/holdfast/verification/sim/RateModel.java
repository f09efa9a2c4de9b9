/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.Optional;

/** A bucket of turns, full at first, that fills evenly; who takes more than there is must wait. */
final class RateModel {

  private final Optional<Shared.Tap> tap;
  /** In nanoseconds of filling; below 0, turns are taken in advance. */
  private long filled;

  private long at;

  RateModel(Optional<Shared.Tap> tap) {
    this.tap = tap;
    this.filled = tap.map(RateModel::full).orElse(0L);
  }

  private static long full(Shared.Tap rules) {
    return rules.interval() * rules.burst();
  }

  /** When the next turn is; in the past if it is there. */
  long turn(long now) {
    if (tap.isEmpty()) {
      return now;
    }
    Shared.Tap rules = tap.get();
    filled = Math.min(full(rules), filled + now - at);
    at = now;
    return now + rules.interval() - filled;
  }

  /** An attempt that has waited for its turn is made. */
  void taken() {
    filled -= tap.map(Shared.Tap::interval).orElse(0L);
  }

  /** How long a call may wait for a turn. */
  long longest() {
    return tap.map(Shared.Tap::longest).orElse(Long.MAX_VALUE);
  }
}
