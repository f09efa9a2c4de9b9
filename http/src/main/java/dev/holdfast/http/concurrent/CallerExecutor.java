/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.concurrent;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs the steps of an asynchronous call on the thread that waits for it. So the call needs no
 * other thread, and its observers run on the same thread as those of a blocking call. Steps that
 * arrive after the end run on another executor.
 */
public final class CallerExecutor implements Executor {

  private final Executor afterwards;
  private final BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
  private boolean over;

  /**
   * Creates an executor for the current call.
   *
   * @param afterwards runs the steps that arrive after {@link #leave}
   */
  public CallerExecutor(Executor afterwards) {
    this.afterwards = afterwards;
  }

  @Override
  public void execute(Runnable step) {
    Objects.requireNonNull(step, "step");
    synchronized (this) {
      if (!over) {
        steps.add(step);
        return;
      }
    }
    afterwards.execute(step);
  }

  /**
   * Runs steps until the future is complete.
   *
   * @throws InterruptedException if the thread is interrupted first; steps may remain, see
   *     {@link #leave}
   */
  public void await(CompletableFuture<?> future) throws InterruptedException {
    CompletionStage<?> end = future;
    end.whenComplete((value, failure) -> steps.add(() -> {}));
    while (!future.isDone()) {
      steps.take().run();
    }
  }

  /** Runs the remaining steps; later ones go to the other executor. */
  public void leave() {
    synchronized (this) {
      over = true;
    }
    for (Runnable left = steps.poll(); left != null; left = steps.poll()) {
      left.run();
    }
  }
}
