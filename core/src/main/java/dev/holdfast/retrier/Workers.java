/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.thread.DaemonPool;
import dev.holdfast.thread.DaemonThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The default threads of retriers: daemons that end when idle, so there is nothing to close. */
final class Workers {

  /** More threads than run at a time unless attempts hang; beyond this number no hedge is made. */
  private static final int MOST_BLOCKS = 256;

  private Workers() {}

  /**
   * Runs asynchronous calls, on as many threads as processors. {@code CompletableFuture}'s default
   * executor starts a thread per task on small machines.
   */
  static Executor shared() {
    return Steps.POOL;
  }

  /**
   * Runs second attempts: on the caller's executor, or by default on one thread each, since an
   * attempt may block. Refuses a task that it has no thread for. Never runs a task on the thread
   * that submits it, which is a timer's.
   */
  static Executor forBlocks(Executor executor) {
    Executor threads = executor == Steps.POOL ? Blocks.POOL : executor;
    return block -> {
      Handover handover = new Handover(block);
      threads.execute(handover);
      handover.over = true;
    };
  }

  private static final class Handover implements Runnable {
    private final Runnable block;
    private final Thread from = Thread.currentThread();
    /** Whether the thread's own task is done. */
    private boolean over;

    Handover(Runnable block) {
      this.block = block;
    }

    @Override
    public void run() {
      if (Thread.currentThread() == from && !over) {
        throw new RejectedExecutionException("the executor runs it on the timer's thread");
      }
      block.run();
    }
  }

  /** Made when the first call needs it. */
  private static final class Steps {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    static final Executor POOL =
        DaemonPool.queueing(THREADS, DaemonThreads.numbered("holdfast-worker-"));
  }

  /** Made when the first hedge needs it. */
  private static final class Blocks {
    static final Executor POOL =
        DaemonPool.refusing(MOST_BLOCKS, DaemonThreads.numbered("holdfast-hedge-"));
  }
}
