/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body as text. Servers name character sets that do not exist, in quotes of either kind, or
 * several at once: none of it ends the call. What is not known is read as UTF-8, as Python's
 * requests does.
 */
final class BodyText {

  private static final Pattern CHARSET = Pattern.compile(
      "(?:^|[;,\\s])charset\\s*=\\s*[\"']?\\s*([^\\s;,\"']+)", Pattern.CASE_INSENSITIVE);

  private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  private static final byte[] UTF_16BE_MARK = {(byte) 0xfe, (byte) 0xff};
  private static final byte[] UTF_16LE_MARK = {(byte) 0xff, (byte) 0xfe};

  private BodyText() {}

  /** The text, by the header, else by a byte order mark, else as UTF-8. */
  static String of(Headers headers, byte[] body) {
    Charset charset = declared(headers).orElseGet(() -> marked(body));
    int start = charset.equals(StandardCharsets.UTF_8) && startsWith(body, UTF_8_MARK)
        ? UTF_8_MARK.length
        : 0;
    return new String(body, start, body.length - start, charset);
  }

  /** The first character set of the {@code Content-Type} that this JVM knows. */
  static Optional<Charset> declared(Headers headers) {
    for (String contentType : headers.all("Content-Type")) {
      Matcher matcher = CHARSET.matcher(contentType);
      while (matcher.find()) {
        Optional<Charset> known = known(matcher.group(1));
        if (known.isPresent()) {
          return known;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Charset> known(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** UTF-16 takes its own mark off. */
  private static Charset marked(byte[] body) {
    return startsWith(body, UTF_16BE_MARK) || startsWith(body, UTF_16LE_MARK)
        ? StandardCharsets.UTF_16
        : StandardCharsets.UTF_8;
  }

  /**
   * JSON that is not what RFC 8259 section 8.1 demands: bytes that are no UTF-8, and a character
   * set in the header that explains them. Empty in all other cases; UTF-16 and UTF-32 show by the
   * zeros or marks at their beginning.
   */
  static Optional<String> ofForeignJson(Headers headers, byte[] body) {
    return declared(headers)
        .filter(charset -> !charset.name().startsWith("UTF-"))
        .filter(charset -> !isWide(body) && !isUtf8(body))
        .map(charset -> new String(body, charset));
  }

  private static boolean isWide(byte[] body) {
    return body.length > 1 && (body[0] == 0 || body[1] == 0)
        || marked(body).equals(StandardCharsets.UTF_16);
  }

  private static boolean isUtf8(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean startsWith(byte[] body, byte[] mark) {
    boolean starts = body.length >= mark.length;
    for (int i = 0; starts && i < mark.length; i++) {
      starts = body[i] == mark[i];
    }
    return starts;
  }
}
