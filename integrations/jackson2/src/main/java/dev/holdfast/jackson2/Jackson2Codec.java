/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jackson2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.http.codec.BodyCodec;
import dev.holdfast.http.codec.CodecException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON by Jackson 2, from 2.12 on. A session finds it by itself. It uses the Jackson modules on the
 * class path, and Jackson 3's defaults where Jackson 2 differs: unknown properties are ignored,
 * dates are texts, and a second document after the first and null for a primitive are errors.
 * {@code Session.builder().codec(Jackson2Codec.of(mapper))} uses a given mapper without changes.
 * Thread-safe.
 */
public final class Jackson2Codec implements BodyCodec {

  private static final int PRIORITY = -20;

  private final ObjectMapper mapper;

  /** Creates a codec with the defaults. */
  public Jackson2Codec() {
    this(JsonMapper.builder()
        .findAndAddModules()
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .build());
  }

  private Jackson2Codec(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** A codec with that mapper, whose format is JSON. */
  public static Jackson2Codec of(ObjectMapper mapper) {
    return new Jackson2Codec(Objects.requireNonNull(mapper, "mapper"));
  }

  /** -20: after Jackson 3, and after a codec of the application. */
  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public byte[] encode(Object value) throws CodecException {
    try {
      return mapper.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new CodecException(
          Jackson2Problem.describe(e) + " (expected: a value that Jackson can serialise)");
    }
  }

  @Override
  public @Nullable Object decode(byte[] document, Type type) throws CodecException {
    try {
      return mapper.readValue(document, mapper.constructType(type));
    } catch (JsonProcessingException e) {
      throw new CodecException(Jackson2Problem.describe(e));
    } catch (IOException e) {
      // Bytes in memory that are not UTF-8.
      throw new CodecException("malformed: " + e.getClass().getName());
    }
  }

  @Override
  public String toString() {
    return "Jackson2Codec";
  }
}
