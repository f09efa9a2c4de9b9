/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab;

import dev.holdfast.lab.story.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs simulations, several at a time: each has a world of its own. */
public final class Lab {

  private Lab() {}

  /**
   * Runs the simulations on that many threads, which end with the last one.
   *
   * @param each called with each result, in the order of the runs, on the calling thread
   * @throws InterruptedException if the thread is interrupted; the other runs are cancelled
   */
  public static List<Result> run(List<Run> runs, int threads, Consumer<Result> each)
      throws InterruptedException {
    List<Callable<Result>> tasks = new ArrayList<>();
    for (Run run : runs) {
      tasks.add(run::result);
    }
    return runAll(tasks, threads, each);
  }

  /** As {@link #run}, for stories that are run in another way. */
  public static List<Result> runAll(List<Callable<Result>> runs, int threads, Consumer<Result> each)
      throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
      Thread thread = new Thread(task, "holdfast-lab");
      thread.setDaemon(true);
      return thread;
    });
    try {
      List<Future<Result>> pending = new ArrayList<>();
      for (Callable<Result> run : runs) {
        pending.add(workers.submit(run));
      }
      List<Result> results = new ArrayList<>();
      for (Future<Result> one : pending) {
        Result result = one.get();
        results.add(result);
        each.accept(result);
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a story broke off", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }
}
