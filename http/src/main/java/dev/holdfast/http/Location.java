/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The value of a {@code Location} header as a reference to a URL. Header values are bytes, and many
 * servers write there what should be encoded. As browsers and curl do: a {@code %} that encodes
 * nothing is one, spaces and bytes beyond ASCII are percent-encoded, and a host is read as UTF-8.
 */
final class Location {

  private static final int BYTES = 0x100;

  private Location() {}

  /** The reference, fit for {@link dev.holdfast.http.message.Url#resolve}. */
  static String reference(String value) {
    int start = authorityStart(value);
    int end = start;
    while (start > 0 && end < value.length() && "/?#".indexOf(value.charAt(end)) < 0) {
      end++;
    }
    return value.substring(0, start) + utf8(value.substring(start, end)) + encoded(value, end);
  }

  /** Behind the slashes, or 0 if there is no authority. */
  private static int authorityStart(String value) {
    int slashes = value.indexOf("//");
    boolean behindScheme = slashes > 0
        && value.charAt(slashes - 1) == ':'
        && value.indexOf('/') == slashes
        && (value.indexOf("?") < 0 || value.indexOf("?") > slashes);
    return slashes == 0 || behindScheme ? slashes + 2 : 0;
  }

  /** Bytes of UTF-8 as the letters they mean; others encoded, which no host may be. */
  private static String utf8(String bytes) {
    if (bytes.chars().anyMatch(c -> c >= BYTES)) {
      return bytes;
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      return encoded(bytes, 0);
    }
  }

  private static String encoded(String value, int from) {
    StringBuilder encoded = new StringBuilder(value.length());
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c >= 0x80 && c < BYTES || c == '%' && !encodes(value, i)) {
        encoded.append(String.format("%%%02X", (int) c));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }

  /** Whether two hexadecimal digits follow. */
  private static boolean encodes(String value, int percent) {
    return isHex(value, percent + 1) && isHex(value, percent + 2);
  }

  private static boolean isHex(String value, int at) {
    return at < value.length()
        && value.charAt(at) < 0x80
        && Character.digit(value.charAt(at), 16) >= 0;
  }
}
