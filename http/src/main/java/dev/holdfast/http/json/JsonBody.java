/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.json;

import dev.holdfast.http.codec.CodecException;
import dev.holdfast.http.message.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A value that a session encodes with its codec when a call begins. Without a session, the codec on
 * the class path encodes it.
 */
public final class JsonBody implements Body {

  private final Object value;

  /** Creates a body of that value, which must not change until it was sent. */
  public JsonBody(Object value) {
    this.value = value;
  }

  /**
   * Returns the encoded bytes.
   *
   * @throws IllegalArgumentException if the value cannot be encoded, or no codec is available
   */
  Body encoded(Codecs codecs) {
    try {
      return codecs.encode(value);
    } catch (CodecException e) {
      throw new IllegalArgumentException("json: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the body to show: JSON as encoded by the codec on the class path, or unknown content
   * without one.
   */
  public static Body shown(Body body) {
    if (!(body instanceof JsonBody json)) {
      return body;
    }
    try {
      return json.encoded();
    } catch (IllegalArgumentException unknown) {
      return Body.of(InputStream::nullInputStream).withContentType("application/json");
    }
  }

  private Body encoded() {
    return encoded(Codecs.of(null));
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public long length() {
    return encoded().length();
  }

  @Override
  public Optional<String> contentType() {
    return Optional.of("application/json");
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    encoded().writeTo(out);
  }

  @Override
  public String toString() {
    return "Body[JSON of a " + value.getClass().getName() + "]";
  }
}
