/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.hedge;

import dev.holdfast.retry.Outcome;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** An attempt that the test controls. */
final class HeldAttempt implements RunningAttempt<String> {

  private final CompletableFuture<Outcome<String>> outcome = new CompletableFuture<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();

  void succeed(String value) {
    outcome.complete(Outcome.of(value));
  }

  void fail(String message) {
    outcome.complete(Outcome.failed(new IOException(message)));
  }

  void breakOff(Throwable failure) {
    outcome.completeExceptionally(failure);
  }

  int runs() {
    return runs.get();
  }

  @Override
  public void run() {
    runs.incrementAndGet();
  }

  boolean cancelled() {
    return cancelled.get() > 0;
  }

  @Override
  public CompletionStage<Outcome<String>> outcome() {
    return outcome;
  }

  @Override
  public void cancel() {
    cancelled.incrementAndGet();
  }
}
