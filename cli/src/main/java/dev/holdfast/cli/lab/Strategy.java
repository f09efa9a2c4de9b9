/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.Retry;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.util.List;

/** How clients retry, and what keeps them from it. */
record Strategy(String name, RetryPolicy retry, Safeguards safeguards) {

  private static final RetryPolicy HOLDFAST = Retry.defaults().policy();

  /** Those that are compared. */
  static List<Strategy> all() {
    return List.of(
        new Strategy("no retries", policy(0, Backoff.none()), Safeguards.none()),
        // Retry(total=5, backoff_factor=0.5), as guides to requests and urllib3 have it.
        new Strategy(
            "5 retries, factor 0.5 (requests)", policy(5, Backoff.urllib3(0.5)), Safeguards.none()),
        // The AWS architecture blog's full jitter (2015): random up to base times two to the n.
        new Strategy("5 retries, full jitter (AWS)", policy(5, fullJitter()), Safeguards.none()),
        new Strategy("Holdfast", HOLDFAST, Safeguards.standard()),
        new Strategy(
            "Holdfast with breaker",
            HOLDFAST,
            Safeguards.builder().breaker(BreakerPolicy.standard()).build()));
  }

  private static Backoff fullJitter() {
    return Backoff.exponential(Duration.ofMillis(500))
        .firstRetryDelayed()
        .max(Duration.ofSeconds(20))
        .jitter(Jitter.full());
  }

  private static RetryPolicy policy(int retries, Backoff backoff) {
    return RetryPolicy.of(RetryLimits.total(retries), backoff);
  }
}
