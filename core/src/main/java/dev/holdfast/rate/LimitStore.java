/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.rate;

import dev.holdfast.time.TimeSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the shared state of limits: within the process or, in another implementation, for a whole
 * fleet. Thread-safe.
 *
 * <p>A cell answers with durations, never with instants, so that each store may use another clock.
 */
@FunctionalInterface
public interface LimitStore {

  /**
   * The state under that key, the same for every caller. Limits that count separately need origins
   * with different names.
   */
  LimitCell cell(String key);

  /** A store within this process, which keeps all keys. */
  static LimitStore inProcess(TimeSource time) {
    Objects.requireNonNull(time, "time");
    Map<String, LimitCell> cells = new ConcurrentHashMap<>();
    return key -> cells.computeIfAbsent(key, k -> new LocalCell(time));
  }

  /** A store that shares nothing: each call returns a new cell. */
  static LimitStore unshared(TimeSource time) {
    Objects.requireNonNull(time, "time");
    return key -> new LocalCell(time);
  }
}
