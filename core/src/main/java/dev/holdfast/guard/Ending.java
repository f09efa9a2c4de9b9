/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

/** The end of an attempt, as evidence of the other side's health. */
public enum Ending {
  /** The other side worked, even if it refused the request: a 404 is a success of the server. */
  SUCCEEDED,
  /** It failed in a way that is retried. */
  FAILED,
  /** It says nothing: the attempt was cancelled, or failed by a mistake of the caller. */
  IGNORED,
  /** There was no attempt: a later guard refused it, or the call ended during the wait. */
  UNUSED;

  /** A slower attempt may have begun work that still goes on. */
  private static final long QUICK_NANOS = 1_000_000_000L;

  /**
   * Whether an attempt that took that long says nothing about others in flight: if it took less
   * than a second. After a slower failure others in flight probably hang as well.
   */
  public static boolean quick(long tookNanos) {
    return tookNanos < QUICK_NANOS;
  }

  /** Whether it says something about the other side. */
  public boolean telling() {
    return this == SUCCEEDED || this == FAILED;
  }
}
