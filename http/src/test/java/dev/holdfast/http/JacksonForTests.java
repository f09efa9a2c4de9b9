/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.codec.BodyCodec;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** JSON for the tests of this module, which cannot depend on the modules that depend on it. */
public final class JacksonForTests implements BodyCodec {

  private final JsonMapper mapper = JsonMapper.builder().build();

  /** With Jackson's defaults. */
  public JacksonForTests() {}

  @Override
  public byte[] encode(Object value) {
    return mapper.writeValueAsBytes(value);
  }

  @Override
  public @Nullable Object decode(byte[] document, Type type) {
    return mapper.readValue(document, mapper.constructType(type));
  }
}
