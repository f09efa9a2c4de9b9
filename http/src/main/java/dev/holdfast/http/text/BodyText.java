/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.text;

import dev.holdfast.http.message.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes a body as text. Servers name unknown character sets, quote them either way, or list
 * several; none of these ends the call. An unknown character set is read as UTF-8, as Python's
 * requests does.
 */
public final class BodyText {

  private static final Pattern CHARSET = Pattern.compile(
      "(?:^|[;,\\s])charset\\s*=\\s*[\"']?\\s*([^\\s;,\"']+)", Pattern.CASE_INSENSITIVE);

  private static final String MARK = "\ufeff";

  private BodyText() {}

  /**
   * Returns the text in the character set of the byte order mark, else of the header, else in
   * UTF-8.
   */
  public static String of(Headers headers, byte[] body) {
    return in(
        ByteOrderMark.of(ByteBuffer.wrap(body))
            .filter(marked -> !isUtf32(headers))
            .orElseGet(() -> otherwise(headers)),
        body);
  }

  /** Returns the text in that character set, without a byte order mark. */
  public static String in(Charset charset, byte[] body) {
    String text = new String(body, charset);
    return text.startsWith(MARK) ? text.substring(1) : text;
  }

  /** Returns a decoder of lines for a body that is read piece by piece, by the same rules. */
  public static TextLines lines(Headers headers, int maxChars) {
    return isUtf32(headers)
        ? TextLines.in(otherwise(headers), maxChars)
        : TextLines.marked(otherwise(headers), maxChars);
  }

  private static Charset otherwise(Headers headers) {
    return declared(headers).orElse(StandardCharsets.UTF_8);
  }

  /** Whether the mark is that of UTF-32: its little-endian mark begins like that of UTF-16. */
  private static boolean isUtf32(Headers headers) {
    return declared(headers)
        .filter(charset -> charset.name().startsWith("UTF-32"))
        .isPresent();
  }

  /** Returns the first character set of the {@code Content-Type} that this JVM knows. */
  private static Optional<Charset> declared(Headers headers) {
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

  /**
   * Decodes JSON that breaks RFC 8259 section 8.1: the bytes are not UTF-8, and the header names a
   * character set that explains them. Empty in all other cases. UTF-16 and UTF-32 are recognised by
   * the zeros or marks at their beginning instead.
   */
  public static Optional<String> ofForeignJson(Headers headers, byte[] body) {
    return declared(headers)
        .filter(charset -> !charset.name().startsWith("UTF-"))
        .filter(charset -> !isWide(body) && !isUtf8(body))
        .map(charset -> new String(body, charset));
  }

  private static boolean isWide(byte[] body) {
    return body.length > 1 && (body[0] == 0 || body[1] == 0)
        || ByteOrderMark.of(ByteBuffer.wrap(body))
            .filter(marked -> !marked.equals(StandardCharsets.UTF_8))
            .isPresent();
  }

  private static boolean isUtf8(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
