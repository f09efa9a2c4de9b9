/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.thread.DaemonPool;
import dev.holdfast.thread.DaemonThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The threads of calls whose caller names no executor. They are daemons and end when idle, so
 * nobody has to close them.
 */
final class Workers {

  /** More than are ever under way unless they hang: then there are no more hedges. */
  private static final int MOST_BLOCKS = 256;

  private Workers() {}

  /**
   * Where asynchronous calls go on: as many threads as processors. Not {@code CompletableFuture}'s
   * default, which starts a thread per task on small machines.
   */
  static Executor shared() {
    return Steps.POOL;
  }

  /**
   * Where blocks of code run beside their callers' threads: on the caller's executor, or, in place
   * of the few threads that must not be blocked, on as many as there are blocks. Refuses what it
   * has no thread for. Never runs a block on the thread that hands it over, as executors may that
   * are busy: that is a timer's.
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
    /** That thread's own. */
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
