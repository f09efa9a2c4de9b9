/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Runs blocking actions as asynchronous ones that complete at once. */
final class Stages {

  private Stages() {}

  static Supplier<CompletionStage<Object>> of(Script script) {
    return () -> {
      try {
        return CompletableFuture.completedFuture(script.call());
      } catch (Exception failure) {
        return CompletableFuture.failedFuture(failure);
      }
    };
  }
}
