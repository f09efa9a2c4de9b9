/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification;

/**
 * The extent of a check: a part in the build, more in continuous integration
 * ({@code -Dholdfast.ci=true}), all of it with {@code -Dholdfast.long=true}.
 */
public final class LongRuns {

  private static final boolean CI = Boolean.getBoolean("holdfast.ci");
  private static final boolean LONG = Boolean.getBoolean("holdfast.long");

  private LongRuns() {}

  /** The number of repetitions. */
  public static int count(int slice, int ci, int all) {
    if (LONG) {
      return all;
    }
    return CI ? ci : slice;
  }
}
