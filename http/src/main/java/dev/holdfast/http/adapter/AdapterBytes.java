/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import dev.holdfast.http.message.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow;

/** A body in memory without a content type of its own. */
record AdapterBytes(Body bytes) implements Body {

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
    return bytes.length();
  }

  @Override
  public Optional<String> contentType() {
    return Optional.empty();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    bytes.writeTo(out);
  }

  @Override
  public Optional<Flow.Publisher<ByteBuffer>> asPublisher() {
    return bytes.asPublisher();
  }

  @Override
  public String toString() {
    return "AdapterBody[" + bytes.length() + " bytes]";
  }
}
