/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Secrets;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/** JSON by Jackson 3, its defaults. Loaded on first use only. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * What Jackson's messages take from the document: texts in quotes, whatever stands between the
   * first and the last since a text may hold some itself; and numbers, but for those in names.
   */
  private static final Pattern QUOTED =
      Pattern.compile("['\"].*['\"]|(?<![\\w$.])-?[0-9][0-9.,eE+-]*", Pattern.DOTALL);

  private Json() {}

  static Body body(Object value) {
    try {
      return Body.of(MAPPER.writeValueAsString(value), "application/json");
    } catch (JacksonException e) {
      throw InvalidRequestException.of(new IllegalArgumentException(
          "json: " + describe(e) + " (expected: a value that Jackson can serialise)"));
    }
  }

  /** The value, or an exception of Jackson's. */
  static <T> T read(byte[] bytes, Class<T> type) {
    return MAPPER.readValue(bytes, type);
  }

  /** The value, or an exception of Jackson's. */
  static <T> T read(byte[] bytes, TypeRef<T> type) {
    return MAPPER.readValue(bytes, MAPPER.constructType(type.type()));
  }

  /**
   * What Jackson has to say and where, without what it quotes: documents hold secrets, and so does
   * Jackson's own exception, which is why it is nobody's cause.
   */
  static String describe(JacksonException e) {
    String problem = Objects.requireNonNullElse(e.getOriginalMessage(), "malformed");
    return Escaped.text(QUOTED.matcher(problem).replaceAll(Secrets.MASK)) + place(e);
  }

  private static String place(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
