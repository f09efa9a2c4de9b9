/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;
import java.util.Objects;

/**
 * The number of retries, their delays, and the conditions that stop them. Which outcomes are
 * retried is decided elsewhere. Immutable.
 *
 * @param limits the number of retries
 * @param backoff the delays
 * @param stop further stop conditions
 * @param serverDelayMax the longest delay that a server may ask for
 * @param clampServerDelay whether a longer delay is cut to that, so that the retry comes early,
 *     instead of ending the call
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

  /** The defaults: 5 retries, exponential backoff from 0.5 s with full jitter. */
  public static RetryPolicy defaults() {
    return of(RetryLimits.total(5), Backoff.exponential(Duration.ofMillis(500)));
  }

  /** No retries. */
  public static RetryPolicy off() {
    return of(RetryLimits.total(0), Backoff.none());
  }

  /** A policy with those limits and that backoff; a server may ask for delays up to 120 s. */
  public static RetryPolicy of(RetryLimits limits, Backoff backoff) {
    return new RetryPolicy(limits, backoff, Stop.never(), Duration.ofMinutes(2), false);
  }
}
