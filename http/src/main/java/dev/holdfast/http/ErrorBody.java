/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.codec.CodecException;
import dev.holdfast.http.json.Codecs;
import dev.holdfast.http.json.JsonText;
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Secrets;
import dev.holdfast.http.problem.Problem;
import dev.holdfast.http.text.BodyText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the body of an error response, with the JSON library that is present, or without one. */
final class ErrorBody {

  private static final int MOST_CHARACTERS = 1024;

  /** The number of bytes to read: more than is shown, so that a secret is recognised as a whole. */
  private static final int MOST_BYTES = 4 * MOST_CHARACTERS;

  private ErrorBody() {}

  /** Returns the problem in that body; empty if there is none, or no codec to read it. */
  static Optional<Problem> problem(Response response, Codecs codecs) {
    boolean told = response
        .header("Content-Type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(Problem.MEDIA_TYPE::equals)
        .isPresent();
    if (!told || !response.hasBody()) {
      return Optional.empty();
    }
    try {
      Object read = codecs.decode(JsonText.utf8(response.headers(), response.bytes()), Map.class);
      return read instanceof Map<?, ?> members
          ? Optional.of(Problem.of(members, response.url()))
          : Optional.empty();
    } catch (CodecException unreadable) {
      return Optional.empty();
    }
  }

  /** Returns title and detail for a message; empty if there is none. */
  static String words(Optional<Problem> problem) {
    return problem.flatMap(Problem::title).map(ErrorBody::word).orElse("")
        + problem.flatMap(Problem::detail).map(ErrorBody::word).orElse("");
  }

  private static String word(String text) {
    return text.isBlank() ? "" : ": " + Escaped.text(Secrets.maskText(text));
  }

  /**
   * Returns the beginning of the text, with secrets masked and control characters replaced;
   * possibly empty.
   */
  static String excerpt(Response response) {
    if (!response.hasBody()) {
      return "";
    }
    byte[] body = response.bytes();
    byte[] start = body.length <= MOST_BYTES ? body : Arrays.copyOf(body, MOST_BYTES);
    String text = Secrets.maskText(BodyText.of(response.headers(), start));
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(MOST_CHARACTERS).forEach(c -> {
      boolean fit = c == '\n' || c == '\t' || !Character.isISOControl(c);
      shown.appendCodePoint(fit ? c : 0xfffd);
    });
    return shown.toString();
  }
}
