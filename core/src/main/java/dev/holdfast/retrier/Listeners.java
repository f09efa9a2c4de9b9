/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;

/**
 * Calls every listener. An exception of one is logged and affects neither the others nor the call.
 */
record Listeners(List<RetryListener> all) {

  static final Listeners NONE = new Listeners(List.of());

  Listeners {
    all = List.copyOf(all);
  }

  void tell(Consumer<RetryListener> event) {
    for (RetryListener listener : all) {
      try {
        event.accept(listener);
      } catch (Throwable failure) {
        Logger logger = System.getLogger(RetryListener.class.getName());
        logger.log(Level.WARNING, "A retry listener failed: " + listener.getClass(), failure);
      }
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }
}
