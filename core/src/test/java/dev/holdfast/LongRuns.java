/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast;

/** Runs long tests in full with {@code -Dholdfast.long=true}; the build runs a part of them. */
public final class LongRuns {

  private LongRuns() {}

  /** The number of repetitions: a part in the build, all of them if requested. */
  public static int count(int slice, int all) {
    return Boolean.getBoolean("holdfast.long") ? all : slice;
  }
}
