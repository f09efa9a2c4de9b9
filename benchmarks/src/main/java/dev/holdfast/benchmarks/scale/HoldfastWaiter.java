/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import dev.holdfast.retrier.Retrier;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A {@link Retrier} with the defaults: a deadline is armed for every call. */
record HoldfastWaiter(Retrier retrier) implements Waiter {

  static Waiter make(Duration wait) {
    return new HoldfastWaiter(
        Retrier.builder().backoff(Backoff.constant(wait).jitter(Jitter.none())).build());
  }

  @Override
  public String name() {
    return "Holdfast";
  }

  @Override
  public CompletionStage<Long> begin(Supplier<CompletionStage<Long>> attempt) {
    return retrier.callAsync(attempt);
  }

  @Override
  public void close() {}
}
