/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.found;

import java.lang.reflect.Type;

/** A provider that loses against {@link FoundCodec}, as those of Holdfast's own modules do. */
public final class LesserCodec implements dev.holdfast.http.codec.BodyCodec {

  @Override
  public int priority() {
    return -1;
  }

  @Override
  public byte[] encode(Object value) {
    return new byte[0];
  }

  @Override
  public Object decode(byte[] document, Type type) {
    return "lesser";
  }
}
