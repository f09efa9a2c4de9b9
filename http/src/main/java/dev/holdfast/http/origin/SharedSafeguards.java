/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.origin;

import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Completes safeguards: open values follow from the settings of all mounts with the same
 * safeguards, so that these mounts still share the state of an origin.
 */
public final class SharedSafeguards {

  /**
   * The completed safeguards, by identity: safeguards with the same values have separate states.
   */
  private final Map<Safeguards, Safeguards> inForce = new HashMap<>();

  /** @param longestPools the longest pool timeout for each of a session's safeguards */
  public SharedSafeguards(Map<Safeguards, Duration> longestPools) {
    longestPools.forEach((open, pool) -> inForce.put(open, withQueueAsPool(open, pool)));
  }

  /** Returns those safeguards, completed. */
  public Safeguards complete(Safeguards open) {
    return inForce.getOrDefault(open, open);
  }

  /** Returns safeguards that wait for the concurrency limit as long as for a pooled connection. */
  private static Safeguards withQueueAsPool(Safeguards open, Duration pool) {
    return open.concurrencyLimit()
        .filter(ConcurrencyLimit::waitsAsByDefault)
        .map(limit -> open.toBuilder().concurrency(limit.longestWait(pool)).build())
        .orElse(open);
  }
}
