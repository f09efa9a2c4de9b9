/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.codec;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Converts values to bytes and back, for {@code Request.json(…)} and {@code Response.json(…)}.
 * Implementations are thread-safe and do no I/O.
 *
 * <p>A session takes the codec of its builder. Without one it looks for providers with
 * {@link java.util.ServiceLoader} when {@code json(…)} is first called: the modules
 * {@code holdfast-jackson3} and {@code holdfast-jackson2} each provide one.
 *
 * <p>Bodies hold secrets, and messages are logged. A session shows the message of a
 * {@link CodecException}. Of any other exception it shows only the type and the position.
 */
public interface BodyCodec {

  /** Returns the {@code Content-Type} of what {@link #encode} returns. JSON by default. */
  default String contentType() {
    return "application/json";
  }

  /**
   * Returns the priority. If several providers are found, the one with the highest priority is
   * used. 0 by default; those of Holdfast's own modules have negative ones.
   */
  default int priority() {
    return 0;
  }

  /**
   * Encodes the value.
   *
   * @return an array that the codec no longer changes, because it is sent without a copy
   * @throws CodecException if the value cannot be encoded
   */
  byte[] encode(Object value) throws CodecException;

  /**
   * Decodes a document.
   *
   * @param document JSON in UTF-8 without a byte order mark, whatever the server sent
   * @param type a class, or a generic type such as {@code List<Order>}
   * @return a value of that type; null if the document says so
   * @throws CodecException if it is malformed or not of that type
   */
  @Nullable Object decode(byte[] document, Type type) throws CodecException;
}
