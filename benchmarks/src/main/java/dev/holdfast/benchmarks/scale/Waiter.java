/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A library that retries asynchronous calls after a constant wait. */
interface Waiter extends AutoCloseable {

  /** As the report calls it. */
  String name();

  /** Begins a call; the future is what the library keeps alive anyway. */
  CompletionStage<Long> begin(Supplier<CompletionStage<Long>> attempt);

  @Override
  void close();

  /** Makes one whose calls wait that long between two attempts. */
  interface Maker {
    Waiter make(Duration wait);
  }
}
