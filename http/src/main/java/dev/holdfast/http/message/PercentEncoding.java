/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986 section 2). */
final class PercentEncoding {

  private static final String UNRESERVED_PUNCTUATION = "-._~";
  private static final String TARGET_PUNCTUATION = UNRESERVED_PUNCTUATION + "!$&'()*+,;=:@/?%";
  private static final String FORM_PUNCTUATION = "*-._";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentEncoding() {}

  /** Encodes a name or value of a query: everything but unreserved characters. */
  static String encodeComponent(String text) {
    return encode(text, UNRESERVED_PUNCTUATION);
  }

  /**
   * Encodes a name or value of a form ({@code application/x-www-form-urlencoded} of the WHATWG URL
   * standard): a space becomes a plus sign.
   */
  static String encodeForm(String text) {
    return encode(wellFormed(text), FORM_PUNCTUATION).replace("%20", "+");
  }

  /** Returns the text with each unpaired surrogate replaced by U+FFFD, as browsers do. */
  static String wellFormed(String text) {
    StringBuilder repaired = null;
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (Character.isSupplementaryCodePoint(text.codePointAt(i))) {
        i++;
        continue;
      }
      if (repaired == null) {
        repaired = new StringBuilder(text);
      }
      repaired.setCharAt(i, '\ufffd');
    }
    return repaired == null ? text : repaired.toString();
  }

  /** Encodes a path or query. Allowed characters and percent-encodings stay. */
  static String encodeTarget(String text) {
    return encode(text, TARGET_PUNCTUATION);
  }

  private static String encode(String text, String punctuation) {
    if (isClean(text, punctuation)) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (stays((char) (b & 0xff), punctuation)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
      }
    }
    return encoded.toString();
  }

  private static boolean isClean(String text, String punctuation) {
    for (int i = 0; i < text.length(); i++) {
      if (!stays(text.charAt(i), punctuation)) {
        return false;
      }
    }
    return true;
  }

  private static boolean stays(char c, String punctuation) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || punctuation.indexOf(c) >= 0;
  }
}
