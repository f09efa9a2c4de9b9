/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import dev.holdfast.thread.ServiceThread;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Runs a batch on the thread that waits for it. */
final class BlockingBatch {

  private BlockingBatch() {}

  /** @param made creates the run, whose events that executor runs */
  static <Q, A> BatchReport<Q, A> run(Function<Executor, BatchRun<Q, A>> made) {
    ServiceThread.refuse("a batch");
    BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    BatchRun<Q, A> run = made.apply(events::add);
    try {
      run.begin();
      while (run.goesOn()) {
        events.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      run.interrupt();
      run.goesOn();
    } finally {
      run.close();
    }
    return run.report();
  }
}
