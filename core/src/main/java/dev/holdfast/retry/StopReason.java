/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

/** The reason why the engine stopped a call. */
public enum StopReason {
  /** The outcome is not retried. */
  NOT_RETRYABLE,
  /** A counter, the number of redirects or the number of attempts is used up. */
  EXHAUSTED,
  /** A stop condition on elapsed time holds now, or would after the next wait. */
  ELAPSED,
  /** The deadline has passed, or the next wait would end after it. */
  DEADLINE,
  /** The server asked for a longer delay than allowed, or than the deadline leaves. */
  SERVER_DELAY_TOO_LONG,
  /** The retry budget of the origin is used up. */
  BUDGET,
  /** A guard refused the attempt; nothing was sent. */
  REFUSED,
  /** The call was interrupted or cancelled. */
  CANCELLED
}
