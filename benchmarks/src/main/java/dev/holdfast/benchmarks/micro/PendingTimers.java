/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.micro;

import dev.holdfast.time.Scheduled;
import dev.holdfast.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Timers that are pending beside the measured one. */
final class PendingTimers {

  private final List<Scheduled> timers = new ArrayList<>();

  void fill(TimeSource time, int count) {
    for (int i = 0; i < count; i++) {
      timers.add(time.schedule(TimeUnit.MINUTES.toNanos(10) + i * 1_000_000L, () -> {}));
    }
  }

  void drain() {
    timers.forEach(Scheduled::cancel);
    timers.clear();
  }
}
