/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jackson3;

import dev.holdfast.http.codec.BodyCodec;
import dev.holdfast.http.codec.CodecException;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON by Jackson 3. A session finds it by itself. It uses Jackson's defaults and the Jackson
 * modules on the class path; {@code Session.builder().codec(Jackson3Codec.of(mapper))} uses a given
 * mapper. Thread-safe.
 */
public final class Jackson3Codec implements BodyCodec {

  private static final int PRIORITY = -10;

  private final ObjectMapper mapper;

  /** Creates a codec with the defaults. */
  public Jackson3Codec() {
    this(JsonMapper.builder().findAndAddModules().build());
  }

  private Jackson3Codec(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** A codec with that mapper, whose format is JSON. */
  public static Jackson3Codec of(ObjectMapper mapper) {
    return new Jackson3Codec(Objects.requireNonNull(mapper, "mapper"));
  }

  /** -10: before Jackson 2, after a codec of the application. */
  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public byte[] encode(Object value) throws CodecException {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw new CodecException(
          Jackson3Problem.describe(e) + " (expected: a value that Jackson can serialise)");
    }
  }

  @Override
  public @Nullable Object decode(byte[] document, Type type) throws CodecException {
    try {
      return mapper.readValue(document, mapper.constructType(type));
    } catch (JacksonException e) {
      throw new CodecException(Jackson3Problem.describe(e));
    }
  }

  @Override
  public String toString() {
    return "Jackson3Codec";
  }
}
