/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.race;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What this process has used since the meter was started: processor time, heap and threads. */
final class Meter {

  private static final UnixOperatingSystemMXBean PROCESS =
      (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
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

  /** Bytes allocated by each thread that lives now and has worked; one that has ended is missed. */
  List<Long> bytes() {
    List<Long> all = new ArrayList<>();
    allocatedByThread().forEach((thread, bytes) -> {
      long grown = bytes - bytesBefore.getOrDefault(thread, 0L);
      if (grown > 0) {
        all.add(grown);
      }
    });
    return all;
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
