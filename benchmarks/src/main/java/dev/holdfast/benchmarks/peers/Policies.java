/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.failsafe.RetryPolicy;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.time.Duration;

/**
 * The retries of the peers: as many as Holdfast makes by default, and the delays that the
 * documentation of each shows for calls of services.
 */
final class Policies {

  static final int RETRIES = 5;

  /** Of a peer that knows fixed delays only. */
  static final Duration FIXED = Duration.ofMillis(500);

  /** The first of delays that grow. */
  static final Duration FIRST = Duration.ofMillis(100);

  private Policies() {}

  /** {@code IntervalFunction.ofExponentialRandomBackoff()}: 0.5 s, times 1.5, half of it random. */
  static Retry resilience4j() {
    return Retry.of(
        "benchmark",
        RetryConfig.custom()
            .maxAttempts(RETRIES + 1)
            .intervalFunction(IntervalFunction.ofExponentialRandomBackoff())
            .retryExceptions(IOException.class)
            .build());
  }

  /** {@code withBackoff} and {@code withJitter}. */
  static <T> RetryPolicy<T> failsafe() {
    return RetryPolicy.<T>builder()
        .handle(IOException.class)
        .withBackoff(FIXED, Duration.ofSeconds(30))
        .withJitter(0.25)
        .withMaxRetries(RETRIES)
        .build();
  }

  /** What is no answer for a retry that knows exceptions only. */
  static IOException unfit(int status) {
    return new IOException("status " + status);
  }
}
