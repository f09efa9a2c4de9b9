/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Looks at the heap once a millisecond until closed; what is garbage already counts too. */
final class HeapWatch implements AutoCloseable {

  private static final long INTERVAL_NANOS = 1_000_000;

  private final AtomicLong most = new AtomicLong();
  private final Thread thread = new Thread(this::watch, "heap-watch");
  private volatile boolean closed;

  private HeapWatch() {}

  static HeapWatch start() {
    HeapWatch watch = new HeapWatch();
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /** The most bytes in use that were seen. */
  long most() {
    return most.get();
  }

  private void watch() {
    Runtime runtime = Runtime.getRuntime();
    while (!closed) {
      most.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
      LockSupport.parkNanos(INTERVAL_NANOS);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
