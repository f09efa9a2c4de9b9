/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A request body. One that is {@link #repeatable()} can be written any number of times, with the
 * same bytes each time; one that is not is written at most once and never sent again.
 */
public interface Body {

  /** Whether {@link #writeTo} may be called more than once. */
  boolean repeatable();

  /** Bytes to come, or -1 if not known before (sent with chunked coding). */
  long length();

  /** The value of {@code Content-Type} unless the caller set one. */
  Optional<String> contentType();

  /**
   * Writes the whole body, does not close the stream. Must let exceptions of the stream pass.
   *
   * @throws IOException if the source fails; the request is then cut off, never completed short
   */
  void writeTo(OutputStream out) throws IOException;

  /** No body at all. */
  static Body none() {
    return NoBody.INSTANCE;
  }
}
