/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.util.Objects;

/** Escapes foreign text for a message or a log line: one line, ASCII, at most 80 bytes. */
public final class Escaped {

  private static final int LIMIT = 80;

  private Escaped() {}

  /** Returns the text with everything but visible ASCII escaped, cut after 80 characters. */
  public static String text(String text) {
    Objects.requireNonNull(text, "text");
    // Most reason phrases and messages need no escape, and every attempt has one.
    if (text.length() <= LIMIT && allVisible(text)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(Math.min(text.length(), LIMIT) + 1);
    for (int i = 0; i < text.length(); i++) {
      String next = one(text.charAt(i));
      if (escaped.length() + next.length() > LIMIT) {
        return escaped.append("...").toString();
      }
      escaped.append(next);
    }
    return escaped.toString();
  }

  private static boolean allVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!visible(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean visible(char c) {
    return c >= ' ' && c < 0x7f;
  }

  private static String one(char c) {
    if (visible(c)) {
      return String.valueOf(c);
    }
    return switch (c) {
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default -> c <= 0xff ? String.format("\\x%02x", (int) c) : String.format("\\u%04x", (int) c);
    };
  }
}
