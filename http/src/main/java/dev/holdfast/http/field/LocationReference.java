/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.field;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Converts the value of a {@code Location} header into a URL reference. Many servers do not encode
 * the value. As browsers and curl do, this encodes a {@code %} that starts no escape, spaces, and
 * bytes beyond ASCII; it decodes the host as UTF-8.
 */
public final class LocationReference {

  private static final int BYTES = 0x100;

  private LocationReference() {}

  /** Returns a reference for {@link dev.holdfast.http.message.Url#resolve}. */
  public static String of(String value) {
    int start = authorityStart(value);
    int end = start;
    while (start > 0 && end < value.length() && "/?#".indexOf(value.charAt(end)) < 0) {
      end++;
    }
    return value.substring(0, start) + utf8(value.substring(start, end)) + encoded(value, end);
  }

  /** Returns the index after the slashes, or 0 if there is no authority. */
  private static int authorityStart(String value) {
    int slashes = value.indexOf("//");
    boolean behindScheme = slashes > 0
        && value.charAt(slashes - 1) == ':'
        && value.indexOf('/') == slashes
        && (value.indexOf("?") < 0 || value.indexOf("?") > slashes);
    return slashes == 0 || behindScheme ? slashes + 2 : 0;
  }

  /** Decodes UTF-8; percent-encodes other bytes, which makes the host invalid. */
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
