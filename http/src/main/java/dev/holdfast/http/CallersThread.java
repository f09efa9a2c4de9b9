/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lets a thread that waits for an asynchronous call carry out the steps of that call itself: no
 * other thread is needed, so none can be missing, and observers run where those of a blocking call
 * do. Steps that come after the end run on another executor.
 */
final class CallersThread implements Executor {

  private final Executor afterwards;
  private final BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();
  private boolean over;

  CallersThread(Executor afterwards) {
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
   * @throws InterruptedException if the thread is interrupted first; steps may be left, see
   *     {@link #leave}
   */
  void await(CompletableFuture<?> future) throws InterruptedException {
    CompletionStage<?> end = future;
    end.whenComplete((value, failure) -> steps.add(() -> {}));
    while (!future.isDone()) {
      steps.take().run();
    }
  }

  /** Runs the steps that are left; those that come later are not for this thread. */
  void leave() {
    synchronized (this) {
      over = true;
    }
    for (Runnable left = steps.poll(); left != null; left = steps.poll()) {
      left.run();
    }
  }
}
