/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.thread;

import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * A caller's executor, kept off the threads that all calls depend on. An executor may run a task on
 * the thread that hands it over: {@code Runnable::run} always does, and a pool with
 * {@code CallerRunsPolicy} does when it is busy. If that thread is a {@link ServiceThread}, the
 * task moves on to another executor. Thread-safe if both are.
 */
public final class OffService implements Executor {

  private final Executor callers;
  private final OwnThreads instead;

  private OffService(Executor callers, OwnThreads instead) {
    this.callers = callers;
    this.instead = instead;
  }

  /**
   * An executor that runs tasks where that one does, with that exception.
   *
   * @param executor whose refusals are passed on
   */
  public static Executor around(Executor executor) {
    return around(executor, Spare.THREADS);
  }

  /**
   * As {@link #around(Executor)}.
   *
   * @param instead where tasks move on to
   */
  public static Executor around(Executor executor, OwnThreads instead) {
    Objects.requireNonNull(executor, "executor");
    Objects.requireNonNull(instead, "instead");
    return executor instanceof OffService || executor instanceof OwnThreads
        ? executor
        : new OffService(executor, instead);
  }

  /** Runs it at once, but on a service thread: then it moves on to a thread of ours. */
  public static void run(Runnable task) {
    if (ServiceThread.isCurrent()) {
      Spare.THREADS.execute(task);
    } else {
      task.run();
    }
  }

  /** Made when the first task has to move. */
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
