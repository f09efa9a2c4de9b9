/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.Optional;

/**
 * A bucket of permits, full at first, that refills evenly; a call that takes more than there are
 * must wait.
 */
final class RateModel {

  private final Optional<Shared.Tap> tap;
  /** The content in nanoseconds of refilling; below 0, permits are reserved in advance. */
  private long filled;

  private long at;

  RateModel(Optional<Shared.Tap> tap) {
    this.tap = tap;
    this.filled = tap.map(RateModel::full).orElse(0L);
  }

  private static long full(Shared.Tap rules) {
    return rules.interval() * rules.burst();
  }

  /** The time of the next permit; in the past if one is available. */
  long turn(long now) {
    if (tap.isEmpty()) {
      return now;
    }
    Shared.Tap rules = tap.get();
    filled = Math.min(full(rules), filled + now - at);
    at = now;
    return now + rules.interval() - filled;
  }

  /** Records an attempt that has used its permit. */
  void taken() {
    filled -= tap.map(Shared.Tap::interval).orElse(0L);
  }

  /** The longest wait for a permit. */
  long longest() {
    return tap.map(Shared.Tap::longest).orElse(Long.MAX_VALUE);
  }
}
