/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

/** What the end of an attempt says about the other side's health. */
public enum Ending {
  /** The other side worked, even if it refused the request: a 404 is a success of the server. */
  SUCCEEDED,
  /** It failed in a way that is retried. */
  FAILED,
  /** It says nothing: the attempt was cancelled, or failed by a mistake of the caller. */
  IGNORED,
  /** There was no attempt: a later guard refused it, or the call ended during the wait. */
  UNUSED;

  /** What a slower attempt has begun may still be going on. */
  private static final long QUICK_NANOS = 1_000_000_000L;

  /**
   * Whether an attempt that failed after so long says nothing about those that are in flight: less
   * than a second. After a slower one those in flight probably hang as well.
   */
  public static boolean quick(long tookNanos) {
    return tookNanos < QUICK_NANOS;
  }

  /** Whether it says something about the other side. */
  public boolean telling() {
    return this == SUCCEEDED || this == FAILED;
  }
}
