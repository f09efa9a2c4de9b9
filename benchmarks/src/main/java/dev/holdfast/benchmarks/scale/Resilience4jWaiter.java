/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** Resilience4j on a scheduled executor of one thread; it has no deadline. */
record Resilience4jWaiter(Retry retry, ScheduledExecutorService scheduler) implements Waiter {

  static Waiter make(Duration wait) {
    RetryConfig config = RetryConfig.custom().maxAttempts(6).waitDuration(wait).build();
    return new Resilience4jWaiter(
        Retry.of("peer", config), Executors.newSingleThreadScheduledExecutor());
  }

  @Override
  public String name() {
    return "Resilience4j";
  }

  @Override
  public CompletionStage<Long> begin(Supplier<CompletionStage<Long>> attempt) {
    return Retry.decorateCompletionStage(retry, scheduler, attempt).get();
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
