/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where asynchronous calls go on unless the caller names an executor: as many daemon threads as
 * processors, which end when idle, so nobody has to close them. Not {@code CompletableFuture}'s
 * default, which starts a thread per task on small machines.
 */
final class Workers {

  private static final long IDLE_SECONDS = 10;
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Executor SHARED = pool(Runtime.getRuntime().availableProcessors());

  private Workers() {}

  static Executor shared() {
    return SHARED;
  }

  private static Executor pool(int threads) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
          Thread thread = new Thread(task, "holdfast-worker-" + NUMBER.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
