/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Bytes of heap that one call takes, on whichever thread. Unlike time, hardly any noise. */
final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 10_000;
  private static final int ROUNDS = 5;

  private Allocation() {}

  /** The least of a few rounds: whatever comes on top is somebody else's. */
  static long bytesPerCall(Contender contender) throws Exception {
    try (Contender.Caller caller = contender.newCaller()) {
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        long before = allByThreads();
        for (int i = 0; i < CALLS; i++) {
          Race.check(caller.call());
        }
        least = Math.min(least, (allByThreads() - before) / CALLS);
      }
      return least;
    }
  }

  /** Threads that ended meanwhile are missed; none of the contenders' does. */
  private static long allByThreads() {
    return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }
}
