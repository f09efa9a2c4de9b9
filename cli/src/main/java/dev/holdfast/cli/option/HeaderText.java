/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ITypeConverter;

/**
 * A header as typed: {@code Name: value}. The library checks both parts; this class only separates
 * them.
 *
 * @param name without white space around it
 * @param value without white space around it
 */
public record HeaderText(String name, String value) {

  static HeaderText parse(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || text.substring(0, colon).isBlank()) {
      // The text may be a credential on its own, so it is not repeated.
      throw BadValue.hidden("a value without a header name", "'Name: value'");
    }
    return new HeaderText(text.substring(0, colon), bytes(trimmed(text.substring(colon + 1))));
  }

  /**
   * Encodes a value as UTF-8, one byte a character: the library takes a header's value as bytes.
   */
  static String bytes(String value) {
    return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Removes the blanks around the text. Control characters stay, for the library to refuse. */
  private static String trimmed(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isBlank(value.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  public static final class Converter implements ITypeConverter<HeaderText> {
    @Override
    public HeaderText convert(String value) {
      return parse(value);
    }
  }
}
