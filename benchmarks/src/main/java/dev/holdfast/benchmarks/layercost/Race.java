/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Some callers that call one contender as fast as they can, for a while. */
final class Race {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Race() {}

  /**
   * What came of it.
   *
   * @param callsPerSecond of all callers together
   * @param medianNanos of one call
   * @param p99Nanos of one call
   * @param cpuNanos of this process for one call: unlike the others, hardly changed by what else
   *     runs on the machine
   */
  record Result(double callsPerSecond, long medianNanos, long p99Nanos, double cpuNanos) {}

  static Result run(Contender contender, int callers, long nanos) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      CyclicBarrier start = new CyclicBarrier(callers);
      List<Callable<long[]>> loops = new ArrayList<>(callers);
      for (int i = 0; i < callers; i++) {
        loops.add(() -> loop(contender, start, nanos));
      }
      List<long[]> latencies = new ArrayList<>(callers);
      long cpuBefore = PROCESS.getProcessCpuTime();
      for (Future<long[]> loop : threads.invokeAll(loops)) {
        latencies.add(loop.get());
      }
      return result(latencies, nanos, PROCESS.getProcessCpuTime() - cpuBefore);
    } finally {
      threads.shutdown();
    }
  }

  private static long[] loop(Contender contender, CyclicBarrier start, long nanos)
      throws Exception {
    try (Contender.Caller caller = contender.newCaller()) {
      // Every thread has its connection before the clock starts.
      check(caller.call());
      start.await();
      long[] latencies = new long[1 << 12];
      int count = 0;
      long begun = System.nanoTime();
      long before = begun;
      while (before - begun < nanos) {
        check(caller.call());
        long after = System.nanoTime();
        if (count == latencies.length) {
          latencies = Arrays.copyOf(latencies, 2 * count);
        }
        latencies[count++] = after - before;
        before = after;
      }
      return Arrays.copyOf(latencies, count);
    }
  }

  static void check(int length) {
    if (length != LoopbackServer.BODY_LENGTH) {
      throw new IllegalStateException("a body of " + length + " bytes");
    }
  }

  private static Result result(List<long[]> latencies, long nanos, long cpu) {
    long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Result(
        all.length * 1e9 / nanos,
        all[all.length / 2],
        all[(int) (all.length * 0.99)],
        (double) cpu / all.length);
  }
}
