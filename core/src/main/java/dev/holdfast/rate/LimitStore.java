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
 * Where limits keep what they share: within the process, or, by another implementation, with a
 * whole fleet. Thread-safe.
 *
 * <p>A cell answers with times from now, never with instants, so that each store can go by a clock
 * of its own.
 */
@FunctionalInterface
public interface LimitStore {

  /**
   * The state under that key: the same for all who ask for it. Limits that are meant to count apart
   * need places with different names.
   */
  LimitCell cell(String key);

  /** A store within this process, which keeps every key that was ever asked for. */
  static LimitStore inProcess(TimeSource time) {
    Objects.requireNonNull(time, "time");
    Map<String, LimitCell> cells = new ConcurrentHashMap<>();
    return key -> cells.computeIfAbsent(key, k -> new LocalCell(time));
  }

  /** No sharing: every question gets a fresh cell. */
  static LimitStore unshared(TimeSource time) {
    Objects.requireNonNull(time, "time");
    return key -> new LocalCell(time);
  }
}
