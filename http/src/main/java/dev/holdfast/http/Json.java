/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Body;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON by Jackson 3, its defaults. Loaded on first use only. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static Body body(Object value) {
    try {
      return Body.of(MAPPER.writeValueAsString(value), "application/json");
    } catch (JacksonException e) {
      throw InvalidRequestException.of(new IllegalArgumentException(
          "json: " + JsonProblem.describe(e) + " (expected: a value that Jackson can serialise)"));
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
}
