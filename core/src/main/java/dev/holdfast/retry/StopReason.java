/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

/** Why the engine stopped a call. */
public enum StopReason {
  /** The outcome is not one that is retried. */
  NOT_RETRYABLE,
  /** A counter, the number of redirects or the number of attempts is used up. */
  EXHAUSTED,
  /** A stop condition on elapsed time holds: it has passed, or would have after the next wait. */
  ELAPSED,
  /** The deadline has passed, or the next wait would end after it. */
  DEADLINE,
  /** The other side asked for a longer wait than allowed or than the deadline leaves. */
  SERVER_DELAY_TOO_LONG,
  /** The retry budget of the place that is called is used up. */
  BUDGET,
  /** A policy refused the attempt before it began; nothing was sent. */
  REFUSED,
  /** The caller does not want the result any more: an interrupt or a cancellation. */
  CANCELLED
}
