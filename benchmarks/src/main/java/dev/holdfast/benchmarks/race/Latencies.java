/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

/**
 * A histogram of durations, with buckets 1.6 % wide, in memory of a fixed size: recording allocates
 * nothing, so it does not count as the client's allocation. For one thread at a time.
 */
public final class Latencies {

  /** Each power of two has 2^6 buckets. */
  private static final int BITS = 6;

  private static final int PER_POWER = 1 << BITS;

  /** The failures of one caller that a race goes on with. */
  private static final int MOST_FAILURES = 5;

  private final long[] buckets = new long[PER_POWER * (Long.SIZE - BITS + 1)];
  private long count;
  private long failures;

  /** Counts a duration. */
  public void record(long nanos) {
    buckets[bucket(Math.max(0, nanos))]++;
    count++;
  }

  /**
   * Counts a call that failed, which has no duration.
   *
   * @throws IllegalStateException if there are too many: then the client or the server is broken
   */
  public void fail(Throwable cause) {
    failures++;
    if (failures > MOST_FAILURES) {
      throw new IllegalStateException("more than " + MOST_FAILURES + " failures", cause);
    }
  }

  /** Adds the counts of another histogram. */
  public void add(Latencies other) {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] += other.buckets[i];
    }
    count += other.count;
    failures += other.failures;
  }

  /** The number of calls that failed. */
  public long failures() {
    return failures;
  }

  /** The number of recorded durations. */
  public long count() {
    return count;
  }

  /** The duration, in nanoseconds, that this share (0 to 1) of all does not exceed. */
  public long quantile(double share) {
    long rank = (long) Math.ceil(share * count);
    long seen = 0;
    for (int i = 0; i < buckets.length; i++) {
      seen += buckets[i];
      if (seen >= rank && seen > 0) {
        return upperBound(i);
      }
    }
    return 0;
  }

  private static int bucket(long nanos) {
    int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - BITS - 1);
    return shift * PER_POWER + (int) (nanos >>> shift);
  }

  private static long upperBound(int bucket) {
    int shift = Math.max(0, bucket / PER_POWER - 1);
    return (bucket - (long) shift * PER_POWER + 1 << shift) - 1;
  }
}
