/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pace;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The rest of a quota, as a response announces it.
 *
 * @param limit the whole quota, if announced
 * @param remaining number of further attempts, 0 or more
 * @param reset time until the quota is whole again
 */
public record Quota(OptionalLong limit, long remaining, Duration reset) {

  /** Checks its arguments. */
  public Quota {
    if (remaining < 0) {
      throw new IllegalArgumentException("remaining: " + remaining + " (expected: >= 0)");
    }
    Nanos.requireNotNegative("reset", reset);
  }
}
