/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads of one client among many in a JVM. They are found by their group, which a thread
 * inherits from the one that creates it: all that is done with the client begins on a thread of the
 * group. Holdfast's threads inherit nothing, so these are found by their name; they count for each
 * of its clients.
 */
final class ClientThreads {

  private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

  /** The thread on which the client's calls begin, which is none of the client's own. */
  private static final int STARTER = 1;

  private final ThreadGroup group;
  private final ExecutorService starter;
  private Map<Long, Long> before = Map.of();

  ClientThreads(String client) {
    group = new ThreadGroup(client);
    starter = Executors.newSingleThreadExecutor(task -> new Thread(group, task));
  }

  /** Runs a task on a thread of the group, and waits for its end. */
  <T> T call(Callable<T> task) throws Exception {
    try {
      return starter.submit(task).get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(group.getName(), failed.getCause());
    }
  }

  /** Runs a task on a thread of the group, after those that have begun. */
  void execute(Runnable task) {
    starter.execute(task);
  }

  /** Begins to count. */
  void mark() {
    before = times();
  }

  /**
   * Counts the living threads that have worked since the mark. Threads that another client of the
   * same kind has left behind have not.
   */
  int worked() {
    long worked = times().entrySet().stream()
        .filter(time -> time.getValue() > before.getOrDefault(time.getKey(), 0L))
        .count();
    return (int) worked - STARTER;
  }

  /** Processor times by the ids of the threads. */
  private Map<Long, Long> times() {
    ThreadGroup root = group;
    while (root.getParent() != null) {
      root = root.getParent();
    }
    // Threads may be created while they are counted.
    Thread[] all = new Thread[root.activeCount() * 2];
    int count = root.enumerate(all);
    Map<Long, Long> times = new HashMap<>();
    for (Thread thread : Arrays.asList(all).subList(0, count)) {
      if (owns(thread)) {
        times.put(thread.getId(), TIMES.getThreadCpuTime(thread.getId()));
      }
    }
    return times;
  }

  private boolean owns(Thread thread) {
    return group.equals(thread.getThreadGroup())
        || group.getName().startsWith(Peer.HOLDFAST) && thread.getName().startsWith("holdfast-");
  }
}
