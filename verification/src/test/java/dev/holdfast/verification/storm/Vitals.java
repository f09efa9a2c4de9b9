/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The figures that a leak would increase. */
record Vitals(long threads, long descriptors, long heapBytes) {

  /** Reads the figures; the heap is read after collections. */
  static Vitals take() throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    Runtime runtime = Runtime.getRuntime();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return new Vitals(
          Thread.getAllStackTraces().size(),
          open.count(),
          runtime.totalMemory() - runtime.freeMemory());
    }
  }

  @Override
  public String toString() {
    return String.format(
        "%d threads, %d descriptors, heap %,d KiB", threads, descriptors, heapBytes / 1024);
  }
}
