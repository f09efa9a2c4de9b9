/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds the number of values of a tag: a registry keeps every combination for ever, and the
 * template of a URL, its origin or a method may come from outside. Thread-safe; concurrent callers
 * may exceed the bound by one each.
 */
final class TagValues {

  /** The value that stands for all values beyond the bound. */
  static final String OTHER = "other";

  private static final int MOST = 100;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** The value itself if it is one of the first 100, else {@link #OTHER}. */
  String bounded(String value) {
    if (known.contains(value)) {
      return value;
    }
    if (known.size() >= MOST) {
      return OTHER;
    }
    known.add(value);
    return value;
  }
}
