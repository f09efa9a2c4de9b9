/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import dev.holdfast.http.concurrent.SerialSteps;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Runs a batch on an executor, without a waiting thread. */
final class AsyncBatch<Q, A> {

  private final SerialSteps steps;
  private final BatchRun<Q, A> run;
  private final CompletableFuture<BatchReport<Q, A>> result = new CompletableFuture<>();
  /** Used only in steps. */
  private boolean over;

  private AsyncBatch(Executor executor, Function<Executor, BatchRun<Q, A>> made) {
    this.steps = new SerialSteps(executor);
    this.run = made.apply(event -> steps.run(() -> step(event)));
  }

  /** @param made creates the run, whose events that executor runs */
  static <Q, A> CompletableFuture<BatchReport<Q, A>> start(
      Executor executor, Function<Executor, BatchRun<Q, A>> made) {
    AsyncBatch<Q, A> batch = new AsyncBatch<>(executor, made);
    CompletionStage<BatchReport<Q, A>> end = batch.result;
    end.whenComplete((report, failure) -> batch.steps.run(() -> batch.step(batch.run::interrupt)));
    batch.steps.run(() -> batch.step(batch.run::begin));
    return batch.result;
  }

  private void step(Runnable event) {
    if (over) {
      return;
    }
    try {
      event.run();
      if (!run.goesOn()) {
        over = true;
        run.close();
        result.complete(run.report());
      }
    } catch (RuntimeException | Error failure) {
      over = true;
      run.close();
      result.completeExceptionally(failure);
    }
  }
}
