/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pace;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What an answer says is left of a quota.
 *
 * @param limit the whole quota, if it is told
 * @param remaining how many more attempts it allows, 0 or more
 * @param reset until it is whole again
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
