/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.transport.TransportException;

/** Whether the way in which an attempt without any answer ended makes its connection suspect. */
public final class Suspicion {

  /** An attempt that is cancelled that shortly before its end was cancelled by its deadline. */
  private static final long LAST_MOMENT_NANOS = 100_000_000;

  private Suspicion() {}

  /**
   * Whether the connection may have been dead: it was reset, closed or silent to the limit. What
   * the caller gave up earlier says nothing.
   */
  public static boolean of(TransportException failure, AttemptClock clock) {
    return switch (failure.kind()) {
      case CONNECTION_ABORTED, READ_TIMEOUT, WRITE_TIMEOUT, DEADLINE_EXCEEDED -> true;
      case CANCELLED -> clock.left() <= LAST_MOMENT_NANOS;
      default -> false;
    };
  }
}
