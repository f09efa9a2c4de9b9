/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.scale;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The two ends of an attempt, created once so that they use no memory for each call. */
final class Stages {

  static final CompletionStage<Long> GOOD = CompletableFuture.completedStage(1L);
  static final CompletionStage<Long> FAILED =
      CompletableFuture.failedStage(new IOException("the first attempt fails"));

  private Stages() {}
}
