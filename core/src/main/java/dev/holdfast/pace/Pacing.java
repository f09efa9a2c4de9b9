/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.pace;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;

/**
 * Spaces attempts when an announced quota runs low. Immutable.
 *
 * @param share share of the quota below which attempts are spaced evenly over its remaining time;
 *     above it they are not spaced. 0 to 1; default 0.25
 * @param longest the longest wait that one response may cause; default 60 s. When a quota is spent
 *     for longer, one attempt passes after each such time, to test whether it still is
 */
public record Pacing(double share, Duration longest) {

  private static final Pacing DEFAULTS = new Pacing(0.25, Duration.ofSeconds(60));

  /** Checks its arguments. */
  public Pacing {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
    }
    Nanos.requirePositive("longest", longest);
  }

  /** The defaults: spaces the last quarter of a quota; waits up to 60 s. */
  public static Pacing defaults() {
    return DEFAULTS;
  }

  @Override
  public String toString() {
    return "spaces out the last " + Math.round(share * 100) + " % of a quota, waits up to "
        + Nanos.format(Nanos.of(longest));
  }
}
