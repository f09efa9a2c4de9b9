/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** One line of a header or trailer section (RFC 9112 section 5), parsed strictly. */
final class FieldLine {

  private FieldLine() {}

  /** @param malformed creates the failure with a message */
  static Headers.Field parse(String line, Function<String, TransportException> malformed)
      throws TransportException {
    return parse(line.getBytes(StandardCharsets.ISO_8859_1), line.length(), malformed);
  }

  /**
   * Parses a line as {@link #parse(String, Function)} does, without a text of the whole line.
   *
   * @param length the length of the line in bytes
   */
  static Headers.Field parse(
      byte[] line, int length, Function<String, TransportException> malformed)
      throws TransportException {
    int colon = 0;
    while (colon < length && line[colon] != ':') {
      colon++;
    }
    if (colon == 0 || colon == length) {
      throw malformed.apply(
          "header line without a name and a colon: \"" + Escaped.text(text(line, 0, length)) + '"');
    }
    for (int i = 0; i < colon; i++) {
      if (!HeaderRules.isTokenCharacter((char) (line[i] & 0xff))) {
        throw malformed.apply("character 0x" + Integer.toHexString(line[i] & 0xff)
            + " in the name of the header line \"" + Escaped.text(text(line, 0, colon + 1)) + '"');
      }
    }
    int start = colon + 1;
    int end = length;
    while (start < end && HeaderRules.isBlank((char) line[start])) {
      start++;
    }
    while (end > start && HeaderRules.isBlank((char) line[end - 1])) {
      end--;
    }
    return new Headers.Field(text(line, 0, colon), text(line, start, end));
  }

  private static String text(byte[] line, int start, int end) {
    return new String(line, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
