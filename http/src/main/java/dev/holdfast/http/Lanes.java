/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Url;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.safeguard.Lane;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.TimeSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * What calls of a session share, for each origin. Origins that were not called for a while are
 * forgotten once there are many. Thread-safe.
 */
final class Lanes {

  private static final int MANY = 1000;
  private static final long IDLE_NANOS = 600_000_000_000L;
  /** How exact the time of the last use is: writing it on every call would cost every call. */
  private static final long GRAIN_NANOS = 1_000_000_000L;

  private final TimeSource time;
  private final RandomGenerator random;
  private final LimitStore store;
  private final Map<Key, Used> lanes = new ConcurrentHashMap<>();

  /** Mounts may have safeguards of their own, which then count for themselves. */
  private record Key(Safeguards safeguards, String scheme, String host, int port) {}

  private static final class Used {
    final Lane lane;
    volatile long nanos;

    Used(Lane lane) {
      this.lane = lane;
    }
  }

  Lanes(TimeSource time, RandomGenerator random, LimitStore store) {
    this.time = time;
    this.random = random;
    this.store = store;
  }

  Lane of(Safeguards safeguards, Url url) {
    Key key = new Key(safeguards, url.scheme(), url.host(), url.port());
    Used used = lanes.get(key);
    long now = time.nanoTime();
    if (used == null) {
      sweep(now);
      used = lanes.computeIfAbsent(
          key, k -> new Used(safeguards.lane(url.authority(), time, random, store)));
      used.nanos = now;
    } else if (now - used.nanos > GRAIN_NANOS) {
      used.nanos = now;
    }
    return used.lane;
  }

  private void sweep(long now) {
    if (lanes.size() >= MANY) {
      lanes.values().removeIf(used -> now - used.nanos > IDLE_NANOS);
    }
  }
}
