/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.util.List;
import java.util.Objects;

/** The rules for the contents of header fields (RFC 9110 sections 5.1 and 5.5). */
public final class HeaderRules {

  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

  /**
   * The limit on a value. Servers accept 8 to 64 KiB of headers in all; more is probably a mistake.
   */
  private static final int MAX_VALUE = 65_536;

  private HeaderRules() {}

  /**
   * Returns a checked field, with white space around the value removed.
   *
   * @throws IllegalArgumentException naming the place of the first bad character
   */
  static Headers.Field checked(String name, String value) {
    Objects.requireNonNull(name, "header name");
    Objects.requireNonNull(value, () -> "value of header " + name);
    requireToken("header name", name);
    if (value.length() > MAX_VALUE) {
      throw new IllegalArgumentException("header " + name + ": a value of " + value.length()
          + " characters (expected: at most " + MAX_VALUE + ")");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7f || c > 0xff) {
        throw new IllegalArgumentException(String.format(
            "header %s: character 0x%02x at position %d of its value"
                + " (expected: visible ASCII, space, tab, or 0x80 to 0xff; no CR, LF or NUL)",
            name, (int) c, i));
      }
    }
    return new Headers.Field(name, value.strip());
  }

  /**
   * Checks that a text is an HTTP token: at least one letter, digit or {@code !#$%&'*+-.^_`|~}.
   *
   * @param what the argument's name, for the message
   * @throws IllegalArgumentException naming the place of the first bad character
   */
  public static String requireToken(String what, String text) {
    Objects.requireNonNull(what, "what");
    if (Objects.requireNonNull(text, () -> what + ": null (expected: text)").isEmpty()) {
      throw new IllegalArgumentException(what + ": empty (expected: a token)");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isTokenCharacter(c)) {
        throw new IllegalArgumentException(String.format(
            "%s: character 0x%02x at position %d (expected: letters, digits and %s)",
            what, (int) c, i, TOKEN_PUNCTUATION));
      }
    }
    return text;
  }

  /** Returns the text without the spaces and tabs around it, the only white space in HTTP. */
  public static String withoutBlanks(String text) {
    int start = 0;
    int end = Objects.requireNonNull(text, "text").length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Whether each of those values is the number zero, with any number of digits. */
  public static boolean allZero(List<String> values) {
    for (String value : values) {
      boolean zero = false;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c != '0' && c != ',' && !isBlank(c)) {
          return false;
        }
        zero |= c == '0';
      }
      if (!zero) {
        return false;
      }
    }
    return true;
  }

  /** Whether that character is a space or a tab. */
  public static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Whether that character may stand in a token. */
  public static boolean isTokenCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || TOKEN_PUNCTUATION.indexOf(c) >= 0;
  }
}
