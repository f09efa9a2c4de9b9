/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import java.util.random.RandomGenerator;

/** A generator that always returns the same number in [0, 1), and counts the draws. */
public final class PinnedRandom implements RandomGenerator {

  private final double u;
  private int draws;

  public PinnedRandom(double u) {
    this.u = u;
  }

  int draws() {
    return draws;
  }

  @Override
  public double nextDouble() {
    draws++;
    return u;
  }

  @Override
  public long nextLong() {
    throw new AssertionError("only nextDouble() is pinned");
  }
}
