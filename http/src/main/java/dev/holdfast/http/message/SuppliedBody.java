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

/** The bytes of a stream that is opened anew for each attempt. */
final class SuppliedBody implements Body {

  private final Source source;
  private final long length;

  SuppliedBody(Source source, long length) {
    this.source = Objects.requireNonNull(source, "source");
    this.length = OnceBody.requireLength(length);
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public boolean mayStall() {
    return true;
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
    InputStream opened = source.open();
    if (opened == null) {
      throw new IOException("source: gave null (expected: a new stream)");
    }
    try (opened) {
      opened.transferTo(out);
    }
  }

  @Override
  public String toString() {
    return "Body[source, " + (length < 0 ? "unknown length" : length + " bytes") + "]";
  }
}
