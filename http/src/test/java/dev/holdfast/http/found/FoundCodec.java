/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.found;

import dev.holdfast.http.codec.BodyCodec;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** A provider as an application brings it. Not JSON: its name, and the document in brackets. */
public final class FoundCodec implements BodyCodec {

  @Override
  public byte[] encode(Object value) {
    return ("found " + value).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Object decode(byte[] document, Type type) {
    return "[" + new String(document, StandardCharsets.UTF_8) + "]";
  }
}
