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
 * Safeguards as they are in force. What was left open in them follows from the settings of all the
 * mounts that have them, so that these go on sharing what is counted for an origin.
 */
final class SharedSafeguards {

  /** Safeguards are equal only to themselves: those that look alike count apart. */
  private final Map<Safeguards, Safeguards> inForce = new HashMap<>();

  /** What the calls under some safeguards need of them. */
  private record Needs(Duration pool) {

    static Needs of(Settings settings) {
      return new Needs(settings.timeouts().poolTimeout());
    }

    Needs and(Needs other) {
      return new Needs(pool.compareTo(other.pool) > 0 ? pool : other.pool);
    }
  }

  /** Of all the settings of a session. */
  SharedSafeguards(Collection<Settings> all) {
    Map<Safeguards, Needs> needs = new HashMap<>();
    all.forEach(settings -> needs.merge(settings.safeguards(), Needs.of(settings), Needs::and));
    needs.forEach((open, needed) -> inForce.put(open, complete(open, needed)));
  }

  /** The settings with the safeguards in force. */
  Settings complete(Settings settings) {
    Safeguards open = settings.safeguards();
    return settings.safeguards(inForce.getOrDefault(open, open));
  }

  private static Safeguards complete(Safeguards open, Needs needs) {
    return withQueueAsPool(open, needs.pool);
  }

  /** A place at the concurrency limit is waited for like one in the pool. */
  private static Safeguards withQueueAsPool(Safeguards open, Duration pool) {
    return open.concurrencyLimit()
        .filter(ConcurrencyLimit::waitsAsByDefault)
        .map(limit -> open.toBuilder().concurrency(limit.longestWait(pool)).build())
        .orElse(open);
  }
}
