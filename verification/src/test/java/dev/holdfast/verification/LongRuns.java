/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification;

/** {@code -Dholdfast.long=true}: what takes a slice of the build runs in full. */
public final class LongRuns {

  private static final boolean ON = Boolean.getBoolean("holdfast.long");

  private LongRuns() {}

  /** How often to do something: a slice in the build, all of it when asked. */
  public static int count(int slice, int all) {
    return ON ? all : slice;
  }
}
