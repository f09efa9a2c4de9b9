/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.safeguard;

/** A part of {@link Safeguards}, to be left out by name. */
public enum Part {
  /** What retries are paid from. */
  RETRY_BUDGET,
  /** Stops calling what keeps failing. */
  BREAKER,
  /** Refuses a share of what keeps failing. */
  THROTTLE,
  /** What others do after a {@code Retry-After}. */
  COOLDOWN,
  /** Spaces attempts out by announced quotas. */
  PACING,
  /** How often attempts begin. */
  RATE,
  /** How many attempts are under way. */
  CONCURRENCY,
  /** The attempt timeout that follows what is observed. */
  ATTEMPT_TIMEOUT,
  /** The second attempt beside a slow first. */
  HEDGE,
  /** Policies of the caller's own. */
  OTHERS
}
