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
 * The retries of the peers: as many as Holdfast makes by default, with the delays that each
 * documentation shows for calls of services.
 */
final class Policies {

  static final int RETRIES = 5;

  /** Of a connection, and of an attempt, if the server fails. */
  static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** The delay of a peer that has fixed delays only. */
  static final Duration FIXED = Duration.ofMillis(500);

  /** The first of growing delays. */
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

  /** The exception for an unsuccessful status, for a retry that reacts to exceptions only. */
  static IOException unfit(int status) {
    return new IOException("status " + status);
  }
}
