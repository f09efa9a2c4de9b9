/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.pool;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long a connection may rest, and how old it may become. Thread-safe.
 *
 * <p>Connections that were opened together must not all end together, so each has an age limit of
 * its own: between three quarters of the longest age and the longest age.
 */
public final class Lifetime {

  /** Between two looks at the connections that rest. A peer's close is noticed that late. */
  private static final long LONGEST_LOOK_NANOS = 1_000_000_000;

  private static final long SHORTEST_LOOK_NANOS = 20_000_000;

  private final long idleNanos;
  private final long ageNanos;
  private final AtomicInteger made = new AtomicInteger();

  /** With these limits, in nanoseconds. */
  public Lifetime(long idleNanos, long ageNanos) {
    this.idleNanos = idleNanos;
    this.ageNanos = ageNanos;
  }

  /** The longest time a connection may rest. */
  public long idleNanos() {
    return idleNanos;
  }

  /** The age at which a new connection is to be given up. */
  public long nextAgeNanos() {
    // Multiples of the golden ratio spread evenly, whatever their number.
    double spread = made.getAndIncrement() * 0.618_033_988_749_894_9;
    return ageNanos - (long) (ageNanos * 0.25 * (spread - Math.floor(spread)));
  }

  /**
   * How long a connection may rest now; zero or less if it must be closed.
   *
   * @param promisedNanos what the peer promises to wait, less a margin
   * @param ageLeftNanos what is left of its age
   */
  public long restNanos(long promisedNanos, long ageLeftNanos) {
    return Math.min(idleNanos, Math.min(promisedNanos, ageLeftNanos));
  }

  /** The time between two looks at the connections that rest. */
  public long lookNanos() {
    return Math.max(SHORTEST_LOOK_NANOS, Math.min(LONGEST_LOOK_NANOS, idleNanos / 4));
  }
}
