/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.util.List;
import java.util.Locale;

/**
 * Headers that the transport writes. Framing and routing are its business alone; a second opinion
 * is request smuggling.
 */
final class ManagedHeaders {

  private static final List<String> NAMES = List.of(
      "content-length", "transfer-encoding", "host", "connection", "upgrade", "te", "trailer");

  private ManagedHeaders() {}

  /**
   * The name, if callers may use it.
   *
   * @throws IllegalArgumentException if not
   */
  static String requireUnmanaged(String name) {
    if (NAMES.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("header " + name
          + " is written by Holdfast (expected: a header other than " + NAMES + ")");
    }
    return name;
  }
}
