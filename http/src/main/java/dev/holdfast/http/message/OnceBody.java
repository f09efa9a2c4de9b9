/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

final class OnceBody implements Body {

  private final InputStream stream;
  private final long length;
  private final AtomicBoolean used = new AtomicBoolean();
  /** Whether the source was read to its end without a byte. Then it can be sent again. */
  private volatile boolean empty;

  OnceBody(InputStream stream, long length) {
    this.stream = Objects.requireNonNull(stream, "stream");
    this.length = requireLength(length);
  }

  static long requireLength(long length) {
    if (length < -1) {
      throw new IllegalArgumentException(
          "length: " + length + " (expected: >= 0, or -1 if not known)");
    }
    return length;
  }

  static IOException usedTwice() {
    return new IOException("the body can be sent only once and was sent before");
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public Optional<String> contentType() {
    return Optional.of("application/octet-stream");
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (empty) {
      return;
    }
    if (!used.compareAndSet(false, true)) {
      throw usedTwice();
    }
    try (stream) {
      empty = stream.transferTo(out) == 0;
    }
  }

  @Override
  public boolean spent() {
    return used.get() && !empty;
  }

  @Override
  public String toString() {
    return "Body[once, " + (length < 0 ? "unknown length" : length + " bytes") + "]";
  }
}
