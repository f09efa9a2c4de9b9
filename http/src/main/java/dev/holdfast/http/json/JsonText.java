/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.json;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.text.BodyText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Converts JSON of any encoding to UTF-8, the only one that a codec has to know. The encoding is
 * recognised by a byte order mark, or by the zeros among the first bytes (RFC 4627 section 3); RFC
 * 8259 section 8.1 demands UTF-8 of all others.
 */
public final class JsonText {

  private JsonText() {}

  /**
   * Returns the document in UTF-8, without a byte order mark. Returns the array itself if it is
   * that already.
   */
  public static byte[] utf8(Headers headers, byte[] body) {
    int first = at(body, 0);
    int second = at(body, 1);
    if (first == 0xef && second == 0xbb && at(body, 2) == 0xbf) {
      return Arrays.copyOfRange(body, 3, body.length);
    }
    if (first == 0xfe && second == 0xff) {
      return converted(body, 2, StandardCharsets.UTF_16BE);
    }
    if (first == 0xff && second == 0xfe) {
      return at(body, 2) == 0 && at(body, 3) == 0
          ? converted(body, 4, Charset.forName("UTF-32LE"))
          : converted(body, 2, StandardCharsets.UTF_16LE);
    }
    Charset wide = wide(body);
    if (wide != null) {
      return converted(body, 0, wide);
    }
    return BodyText.ofForeignJson(headers, body)
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .orElse(body);
  }

  private static @Nullable Charset wide(byte[] body) {
    if (at(body, 0) == 0 && at(body, 1) == 0) {
      return Charset.forName("UTF-32BE");
    }
    if (at(body, 0) == 0) {
      return StandardCharsets.UTF_16BE;
    }
    if (at(body, 1) == 0) {
      return at(body, 2) == 0 && at(body, 3) == 0
          ? Charset.forName("UTF-32LE")
          : StandardCharsets.UTF_16LE;
    }
    return null;
  }

  /** Returns the byte at the index, or -1 beyond the end. */
  private static int at(byte[] body, int index) {
    return index < body.length ? body[index] & 0xff : -1;
  }

  private static byte[] converted(byte[] body, int from, Charset charset) {
    int mark =
        charset.name().equals("UTF-32BE") && at(body, 2) == 0xfe && at(body, 3) == 0xff ? 4 : from;
    return new String(body, mark, body.length - mark, charset).getBytes(StandardCharsets.UTF_8);
  }
}
