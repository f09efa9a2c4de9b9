/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.pool;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The limits on the idle time and the age of connections. Thread-safe.
 *
 * <p>Connections that were opened together must not all end together, so each has an age limit of
 * its own: between three quarters of the longest age and the longest age.
 */
public final class Lifetime {

  /**
   * The longest time between two checks of idle connections. A close by the peer is noticed within
   * that time.
   */
  private static final long LONGEST_LOOK_NANOS = 1_000_000_000;

  private static final long SHORTEST_LOOK_NANOS = 20_000_000;

  private final long idleNanos;
  private final long ageNanos;
  private final AtomicInteger made = new AtomicInteger();

  /** Creates limits, in nanoseconds. */
  public Lifetime(long idleNanos, long ageNanos) {
    this.idleNanos = idleNanos;
    this.ageNanos = ageNanos;
  }

  /** Returns the longest time that a connection may be idle. */
  public long idleNanos() {
    return idleNanos;
  }

  /** Returns the age limit of a new connection. */
  public long nextAgeNanos() {
    // Multiples of the golden ratio spread evenly, whatever their number.
    double spread = made.getAndIncrement() * 0.618_033_988_749_894_9;
    return ageNanos - (long) (ageNanos * 0.25 * (spread - Math.floor(spread)));
  }

  /**
   * Returns how long a connection may be idle now; zero or less if it must be closed.
   *
   * @param promisedNanos the time that the peer announces, less a margin
   * @param ageLeftNanos the time until its age limit
   */
  public long restNanos(long promisedNanos, long ageLeftNanos) {
    return Math.min(idleNanos, Math.min(promisedNanos, ageLeftNanos));
  }

  /** Returns the time between two checks of idle connections. */
  public long lookNanos() {
    return Math.max(SHORTEST_LOOK_NANOS, Math.min(LONGEST_LOOK_NANOS, idleNanos / 4));
  }
}
