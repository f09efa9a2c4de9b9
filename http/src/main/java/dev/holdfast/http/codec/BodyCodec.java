/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into bytes and bytes into values: what {@code Request.json(…)} and
 * {@code Response.json(…)} use. Implementations are thread-safe and do no I/O.
 *
 * <p>A session takes the codec of its builder. Without one it looks for providers with
 * {@link java.util.ServiceLoader} when {@code json(…)} is first called: the modules
 * {@code holdfast-jackson3} and {@code holdfast-jackson2} each hold one.
 *
 * <p>Bodies hold secrets, and messages end up in logs. A session shows the message of a
 * {@link CodecException}. Of any other exception it shows the type and the place only.
 */
public interface BodyCodec {

  /** The value of {@code Content-Type} for what {@link #encode} gives. JSON by default. */
  default String contentType() {
    return "application/json";
  }

  /**
   * Which provider is used if several are found: the one with the highest priority. 0 by default;
   * those of Holdfast's own modules have negative ones.
   */
  default int priority() {
    return 0;
  }

  /**
   * The value as bytes.
   *
   * @return an array that the codec does not change any more: it is sent without a copy
   * @throws CodecException if it has no such form
   */
  byte[] encode(Object value) throws CodecException;

  /**
   * The value that the document holds.
   *
   * @param document JSON comes in UTF-8 without a byte order mark, whatever the server sent
   * @param type a class, or a generic type as {@code List<Order>}
   * @return a value of that type; null if the document says so
   * @throws CodecException if it is malformed or not of that type
   */
  @Nullable Object decode(byte[] document, Type type) throws CodecException;
}
