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
import org.jspecify.annotations.Nullable;

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
  /** Most calls go where the last one went. */
  private volatile @Nullable Used latest;

  /** Mounts may have safeguards of their own, which then count for themselves. */
  private record Key(Safeguards safeguards, String scheme, String host, int port) {

    boolean fits(Safeguards others, Url url) {
      return port == url.port()
          && host.equals(url.host())
          && scheme.equals(url.scheme())
          && safeguards.equals(others);
    }
  }

  private static final class Used {
    final Key key;
    final Lane lane;
    volatile long nanos;

    Used(Key key, Lane lane, long now) {
      this.key = key;
      this.lane = lane;
      this.nanos = now;
    }
  }

  Lanes(TimeSource time, RandomGenerator random, LimitStore store) {
    this.time = time;
    this.random = random;
    this.store = store;
  }

  /** The lane of a call that begins now. */
  Lane of(Safeguards safeguards, Url url, long now) {
    Used used = latest;
    if (used == null || !used.key.fits(safeguards, url)) {
      used = find(safeguards, url, now);
      latest = used;
    }
    if (now - used.nanos > GRAIN_NANOS) {
      used.nanos = now;
    }
    return used.lane;
  }

  private Used find(Safeguards safeguards, Url url, long now) {
    Key key = new Key(safeguards, url.scheme(), url.host(), url.port());
    Used used = lanes.get(key);
    if (used != null) {
      return used;
    }
    sweep(now);
    return lanes.computeIfAbsent(
        key, k -> new Used(k, safeguards.lane(url.authority(), time, random, store), now));
  }

  private void sweep(long now) {
    if (lanes.size() >= MANY) {
      lanes.values().removeIf(used -> now - used.nanos > IDLE_NANOS);
    }
  }
}
