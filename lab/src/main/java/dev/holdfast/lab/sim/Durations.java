/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.sim;

/**
 * Counts durations in steps of about 3 %, from 1 ms up to some hours, which is exact enough for a
 * quantile. Not thread-safe.
 */
public final class Durations {

  private static final double STEP = Math.log(1.03);
  private static final int STEPS = 600;

  private final long[] counts = new long[STEPS];
  private long all;

  /** Counts one duration. */
  public void add(long nanos) {
    double millis = Math.max(1, nanos / (double) World.MILLI);
    counts[Math.min(STEPS - 1, (int) Math.round(Math.log(millis) / STEP))]++;
    all++;
  }

  /** The duration that a share of all does not exceed, in seconds; NaN if there is none. */
  public double quantile(double share) {
    long rank = (long) Math.ceil(share * all);
    long below = 0;
    for (int i = 0; i < STEPS; i++) {
      below += counts[i];
      if (below >= rank && below > 0) {
        return Math.exp(i * STEP) / 1000;
      }
    }
    return Double.NaN;
  }
}
