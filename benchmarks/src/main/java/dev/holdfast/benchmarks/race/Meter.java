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

/**
 * Measures what this process uses after the start of the meter: processor time, heap and threads.
 */
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

  /** Nanoseconds of processor time of all threads, those of the garbage collector included. */
  long cpuNanos() {
    return PROCESS.getProcessCpuTime() - cpuBefore;
  }

  /** Bytes allocated by each living thread that has worked; threads that have ended are missing. */
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
