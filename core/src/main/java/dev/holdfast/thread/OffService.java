/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Keeps a caller's executor off the threads that all calls depend on. An executor may run a task on
 * the submitting thread: {@code Runnable::run} always does, and a pool with
 * {@code CallerRunsPolicy} does when it is busy. If that thread is a {@link ServiceThread}, the
 * task moves to another executor. Thread-safe if both executors are.
 */
public final class OffService implements Executor {

  private final Executor callers;
  private final OwnThreads instead;

  private OffService(Executor callers, OwnThreads instead) {
    this.callers = callers;
    this.instead = instead;
  }

  /**
   * An executor that runs tasks on the given one, except on service threads.
   *
   * @param executor its rejections are passed on
   */
  public static Executor around(Executor executor) {
    return around(executor, Spare.THREADS);
  }

  /**
   * As {@link #around(Executor)}.
   *
   * @param instead runs the tasks that move
   */
  public static Executor around(Executor executor, OwnThreads instead) {
    Objects.requireNonNull(executor, "executor");
    Objects.requireNonNull(instead, "instead");
    return executor instanceof OffService || executor instanceof OwnThreads
        ? executor
        : new OffService(executor, instead);
  }

  /** Runs the task at once; on a service thread, moves it to a spare thread. */
  public static void run(Runnable task) {
    if (ServiceThread.isCurrent()) {
      Spare.THREADS.execute(task);
    } else {
      task.run();
    }
  }

  /** Made with the first task that has to move. */
  private static final class Spare {
    private static final int MOST = 64;
    private static final OwnThreads THREADS =
        DaemonPool.queueing(MOST, DaemonThreads.numbered("holdfast-spare-"));
  }

  @Override
  public void execute(Runnable task) {
    if (ServiceThread.isCurrent()) {
      callers.execute(() -> move(task));
    } else {
      callers.execute(task);
    }
  }

  private void move(Runnable task) {
    if (ServiceThread.isCurrent()) {
      instead.execute(task);
    } else {
      task.run();
    }
  }

  @Override
  public String toString() {
    return callers.toString();
  }
}
