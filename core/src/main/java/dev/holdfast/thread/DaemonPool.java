/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Pools of daemon threads, which end ten seconds after their last task and need not be closed. */
public final class DaemonPool extends ThreadPoolExecutor implements OwnThreads {

  private static final int IDLE_SECONDS = 10;

  private DaemonPool(int kept, int most, BlockingQueue<Runnable> queue, ThreadFactory threads) {
    super(kept, most, IDLE_SECONDS, TimeUnit.SECONDS, queue, threads);
    allowCoreThreadTimeOut(true);
  }

  /** Creates a pool of at most that many threads; further tasks wait for one. */
  public static DaemonPool queueing(int most, ThreadFactory threads) {
    return new DaemonPool(most, most, new LinkedBlockingQueue<>(), threads);
  }

  /** Creates a pool of at most that many threads; further tasks are refused. */
  public static DaemonPool refusing(int most, ThreadFactory threads) {
    return new DaemonPool(0, most, new SynchronousQueue<>(), threads);
  }

  @Override
  public void retire() {
    setKeepAliveTime(1, TimeUnit.MILLISECONDS);
  }
}
