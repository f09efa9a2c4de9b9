/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.transport.TransportException;

/** Decides whether an attempt without any response makes its connection suspect. */
public final class Suspicion {

  /** The time before the deadline in which a cancellation counts as the deadline's. */
  private static final long LAST_MOMENT_NANOS = 100_000_000;

  private Suspicion() {}

  /**
   * Whether the connection may have been dead: it was reset, closed or silent to the limit. An
   * attempt that the caller cancelled earlier does not show that.
   */
  public static boolean of(TransportException failure, AttemptClock clock) {
    return switch (failure.kind()) {
      case CONNECTION_ABORTED, READ_TIMEOUT, WRITE_TIMEOUT, DEADLINE_EXCEEDED -> true;
      case CANCELLED -> clock.left() <= LAST_MOMENT_NANOS;
      default -> false;
    };
  }
}
