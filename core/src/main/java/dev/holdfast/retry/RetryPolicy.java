/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.Objects;

/**
 * How often to retry, with which delays, and when to stop. Which outcomes are retried is decided
 * elsewhere. Immutable.
 *
 * @param limits the number of retries
 * @param backoff the delays
 * @param stop further conditions to give up
 * @param serverDelayMax the longest wait that the other side may ask for
 * @param clampServerDelay whether a longer one is cut to that (and the retry comes early) instead
 *     of ending the call
 * @param waitForBudget whether a retry that the budget cannot pay for waits until it can, within
 *     the deadline, instead of ending the call
 */
public record RetryPolicy(
    RetryLimits limits,
    Backoff backoff,
    Stop stop,
    Duration serverDelayMax,
    boolean clampServerDelay,
    boolean waitForBudget) {

  /** Checks its arguments. */
  public RetryPolicy {
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(backoff, "backoff");
    Objects.requireNonNull(stop, "stop");
    Nanos.requireNotNegative("serverDelayMax", serverDelayMax);
  }

  /** A policy that does not wait for the budget. */
  public RetryPolicy(
      RetryLimits limits,
      Backoff backoff,
      Stop stop,
      Duration serverDelayMax,
      boolean clampServerDelay) {
    this(limits, backoff, stop, serverDelayMax, clampServerDelay, false);
  }

  /** At most that many retries with that backoff; servers may ask for waits up to 120 s. */
  public static RetryPolicy of(RetryLimits limits, Backoff backoff) {
    return new RetryPolicy(limits, backoff, Stop.never(), Duration.ofMinutes(2), false);
  }
}
