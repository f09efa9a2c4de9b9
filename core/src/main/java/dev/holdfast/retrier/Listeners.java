/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.log.SparseLog;
import dev.holdfast.time.TimeSource;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;

/** All listeners of a retrier. What they throw is logged, at most once a second. */
final class Listeners {

  private final List<RetryListener> all;
  private final SparseLog failures;

  Listeners(List<RetryListener> all, TimeSource time) {
    this.all = List.copyOf(all);
    this.failures = new SparseLog(
        System.getLogger(RetryListener.class.getName()), Level.WARNING, time, "failures");
  }

  List<RetryListener> all() {
    return all;
  }

  void tell(Consumer<RetryListener> event) {
    for (RetryListener listener : all) {
      try {
        event.accept(listener);
      } catch (Throwable failure) {
        failures.write("A retry listener failed: " + listener.getClass(), failure);
      }
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }
}
