/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.pace;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;

/**
 * Spacing out attempts when a quota that the other side announces runs low. Immutable.
 *
 * @param share of the quota below which attempts are spaced evenly over the rest of its time; above
 *     it they go freely. 0 to 1; default 0.25
 * @param longest wait that one answer may cause; default 60 s. When a quota is spent for longer,
 *     one attempt is let through each time, to find out
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

  /** Spaces out the last quarter of a quota; waits up to 60 s. */
  public static Pacing defaults() {
    return DEFAULTS;
  }

  @Override
  public String toString() {
    return "spaces out the last " + Math.round(share * 100) + " % of a quota, waits up to "
        + Nanos.format(Nanos.of(longest));
  }
}
