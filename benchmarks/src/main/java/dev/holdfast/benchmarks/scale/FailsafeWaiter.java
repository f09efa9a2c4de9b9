/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** Failsafe on a scheduled executor of one thread, without a timeout. */
record FailsafeWaiter(FailsafeExecutor<Long> failsafe, ScheduledExecutorService scheduler)
    implements Waiter {

  static Waiter make(Duration wait) {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    RetryPolicy<Long> policy =
        RetryPolicy.<Long>builder().withMaxRetries(5).withDelay(wait).build();
    return new FailsafeWaiter(Failsafe.with(policy).with(scheduler), scheduler);
  }

  @Override
  public String name() {
    return "Failsafe";
  }

  @Override
  public CompletionStage<Long> begin(Supplier<CompletionStage<Long>> attempt) {
    return failsafe.getStageAsync(attempt::get);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
