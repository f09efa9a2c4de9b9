/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** A virtual thread for each task. */
public final class VirtualThreads implements OwnThreads {

  private final ThreadFactory threads;

  private VirtualThreads(ThreadFactory threads) {
    this.threads = threads;
  }

  /** Null where the JDK has no virtual threads (before Java 21). */
  public static @Nullable VirtualThreads ifAvailable() {
    ThreadFactory factory = DaemonThreads.virtual();
    return factory == null ? null : new VirtualThreads(factory);
  }

  @Override
  public void execute(Runnable task) {
    threads.newThread(task).start();
  }

  @Override
  public void retire() {
    // None is idle.
  }
}
