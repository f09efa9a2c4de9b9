/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Completes safeguards: values that were left open follow from the settings of all mounts that use
 * the same safeguards. So these mounts still share the state of an origin.
 */
final class SharedSafeguards {

  /** By identity: safeguards with the same values have separate states. */
  private final Map<Safeguards, Safeguards> inForce = new HashMap<>();

  /** What the settings need of their safeguards. */
  private record Needs(Duration pool) {

    static Needs of(Settings settings) {
      return new Needs(settings.timeouts().poolTimeout());
    }

    Needs and(Needs other) {
      return new Needs(pool.compareTo(other.pool) > 0 ? pool : other.pool);
    }
  }

  /** For all settings of a session. */
  SharedSafeguards(Collection<Settings> all) {
    Map<Safeguards, Needs> needs = new HashMap<>();
    all.forEach(settings -> needs.merge(settings.safeguards(), Needs.of(settings), Needs::and));
    needs.forEach((open, needed) -> inForce.put(open, complete(open, needed)));
  }

  /** Returns the settings with completed safeguards. */
  Settings complete(Settings settings) {
    Safeguards open = settings.safeguards();
    return settings.safeguards(inForce.getOrDefault(open, open));
  }

  private static Safeguards complete(Safeguards open, Needs needs) {
    return withQueueAsPool(open, needs.pool);
  }

  /** The wait for the concurrency limit is as long as the wait for a pooled connection. */
  private static Safeguards withQueueAsPool(Safeguards open, Duration pool) {
    return open.concurrencyLimit()
        .filter(ConcurrencyLimit::waitsAsByDefault)
        .map(limit -> open.toBuilder().concurrency(limit.longestWait(pool)).build())
        .orElse(open);
  }
}
