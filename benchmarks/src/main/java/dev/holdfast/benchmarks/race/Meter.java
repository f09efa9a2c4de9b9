/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** What this process has used since the meter was started: processor time and heap. */
final class Meter {

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Map<Long, Long> bytesBefore = allocatedByThread();
  private final long cpuBefore = PROCESS.getProcessCpuTime();

  private Meter() {}

  static Meter start() {
    return new Meter();
  }

  /** Nanoseconds of processor time of all threads, the garbage collector's included. */
  long cpuNanos() {
    return PROCESS.getProcessCpuTime() - cpuBefore;
  }

  /** Bytes allocated by all threads that live now; a thread that has ended is missed. */
  long bytes() {
    long sum = 0;
    for (Map.Entry<Long, Long> thread : allocatedByThread().entrySet()) {
      sum += thread.getValue() - bytesBefore.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }

  private static Map<Long, Long> allocatedByThread() {
    long[] ids = THREADS.getAllThreadIds();
    long[] bytes = THREADS.getThreadAllocatedBytes(ids);
    Map<Long, Long> byThread = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      if (bytes[i] >= 0) {
        byThread.put(ids[i], bytes[i]);
      }
    }
    return byThread;
  }
}
