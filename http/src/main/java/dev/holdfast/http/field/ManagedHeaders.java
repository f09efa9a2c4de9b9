/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.field;

import java.util.List;
import java.util.Locale;

/**
 * Names of the headers that only the transport writes. They say how the message is framed and
 * routed: a second value set by a caller would allow request smuggling.
 */
public final class ManagedHeaders {

  private static final List<String> NAMES = List.of(
      "content-length", "transfer-encoding", "host", "connection", "upgrade", "te", "trailer");

  private ManagedHeaders() {}

  /** Whether only the transport may set that header. */
  public static boolean isManaged(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the name if callers may set that header.
   *
   * @throws IllegalArgumentException if only the transport may set it
   */
  public static String requireUnmanaged(String name) {
    if (isManaged(name)) {
      throw new IllegalArgumentException("header " + name
          + " is written by Holdfast (expected: a header other than " + NAMES + ")");
    }
    return name;
  }
}
