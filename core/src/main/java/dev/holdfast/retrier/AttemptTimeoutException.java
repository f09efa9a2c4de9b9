/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.time.Nanos;
import org.jspecify.annotations.Nullable;

/** An attempt took longer than the attempt timeout; it was interrupted or cancelled. */
public final class AttemptTimeoutException extends RuntimeException {

  private static final long serialVersionUID = 1;

  AttemptTimeoutException(int attempt, long limitNanos, @Nullable Throwable cause) {
    super(
        "attempt " + attempt + " took longer than " + Nanos.format(limitNanos)
            + " (attemptTimeout)",
        cause);
  }
}
