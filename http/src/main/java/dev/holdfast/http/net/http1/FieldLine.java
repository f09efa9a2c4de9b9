/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.util.function.Function;

/** One line of a header or trailer section (RFC 9112 section 5), without tolerance. */
final class FieldLine {

  private FieldLine() {}

  /** @param malformed makes the failure of its message */
  static Headers.Field parse(String line, Function<String, TransportException> malformed)
      throws TransportException {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw malformed.apply(
          "header line without a name and a colon: \"" + Escaped.text(line) + '"');
    }
    for (int i = 0; i < colon; i++) {
      if (!HeaderRules.isTokenCharacter(line.charAt(i))) {
        throw malformed.apply("character 0x" + Integer.toHexString(line.charAt(i))
            + " in the name of the header line \"" + Escaped.text(line.substring(0, colon + 1))
            + '"');
      }
    }
    return new Headers.Field(
        line.substring(0, colon), HeaderRules.withoutBlanks(line.substring(colon + 1)));
  }
}
