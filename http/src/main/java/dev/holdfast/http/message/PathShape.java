/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import org.jspecify.annotations.Nullable;

/** Checks the segments of a path while values are inserted. */
final class PathShape {

  private final StringBuilder segment = new StringBuilder();
  /** The variable in the present segment, if there is one. */
  private @Nullable String variable;

  private boolean over;

  void literal(String text) {
    for (int i = 0; i < text.length() && !over; i++) {
      char c = text.charAt(i);
      if (c == '?' || c == '#') {
        end();
      } else if (c == '/') {
        endSegment();
      } else {
        segment.append(c);
      }
    }
  }

  void value(String name, String text) {
    if (!over) {
      variable = name;
      segment.append(text);
    }
  }

  /** Ends the path. In a query, every value is harmless. */
  void end() {
    endSegment();
    over = true;
  }

  private void endSegment() {
    String name = variable;
    if (name != null && !over) {
      for (String part : segment.toString().split("[/\\\\]", -1)) {
        // A server that decodes before it splits sees percent-encoded dots as dots.
        String decoded = part.replaceAll("(?i)%2e", ".");
        if (decoded.equals(".") || decoded.equals("..")) {
          throw unfit(name, "a segment that leads elsewhere");
        }
      }
      if (segment.isEmpty()) {
        throw unfit(name, "an empty segment");
      }
    }
    segment.setLength(0);
    variable = null;
  }

  /** The message does not quote the value, which may be a secret. */
  private static IllegalArgumentException unfit(String name, String what) {
    return new IllegalArgumentException("value of {" + name + "}: makes " + what
        + " (expected: one that is neither empty nor . or .., slashes or not)");
  }
}
