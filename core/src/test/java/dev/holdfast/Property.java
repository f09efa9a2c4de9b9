/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast;

import java.util.Random;

/**
 * A property that must hold for any seed. A failure names the seed; {@code -Dholdfast.seed=<seed>}
 * runs that one alone.
 */
@FunctionalInterface
public interface Property {

  /** Draws a case from the random source and checks it. */
  void check(Random random) throws Exception;

  /** Checks the property with seeds 1 to {@code runs}, or with the one asked for. */
  static void holds(int runs, Property property) {
    String seed = System.getProperty("holdfast.seed");
    if (seed != null) {
      checkSeed(Long.parseLong(seed), property);
      return;
    }
    for (long next = 1; next <= runs; next++) {
      checkSeed(next, property);
    }
  }

  private static void checkSeed(long seed, Property property) {
    try {
      property.check(new Random(seed));
    } catch (AssertionError | Exception e) {
      throw new AssertionError("repeat with -Dholdfast.seed=" + seed + ": " + e.getMessage(), e);
    }
  }
}
