/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow;

final class BytesBody implements Body {

  private final byte[] bytes;
  private final String contentType;

  BytesBody(byte[] bytes, String contentType) {
    this.bytes = bytes;
    this.contentType = contentType;
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public boolean inMemory() {
    return true;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public Optional<String> contentType() {
    return Optional.of(contentType);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  @Override
  public Optional<Flow.Publisher<ByteBuffer>> asPublisher() {
    return Optional.of(new BytesPublisher(bytes));
  }

  @Override
  public String toString() {
    return "Body[" + bytes.length + " bytes, " + contentType + "]";
  }
}
