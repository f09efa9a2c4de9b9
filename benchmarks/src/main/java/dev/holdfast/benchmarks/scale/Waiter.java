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

  /** The name in the report. */
  String name();

  /** Begins a call. The future is one that the library keeps alive anyway. */
  CompletionStage<Long> begin(Supplier<CompletionStage<Long>> attempt);

  @Override
  void close();

  /** Creates a waiter whose calls wait that long between two attempts. */
  interface Maker {
    Waiter make(Duration wait);
  }
}
