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

/** The same body without a content type of its own. */
record Untyped(Body body) implements Body {

  @Override
  public boolean repeatable() {
    return body.repeatable();
  }

  @Override
  public boolean spent() {
    return body.spent();
  }

  @Override
  public boolean inMemory() {
    return body.inMemory();
  }

  @Override
  public boolean mayStall() {
    return body.mayStall();
  }

  @Override
  public long length() {
    return body.length();
  }

  @Override
  public Optional<String> contentType() {
    return Optional.empty();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    body.writeTo(out);
  }

  @Override
  public Optional<Flow.Publisher<ByteBuffer>> asPublisher() {
    return body.asPublisher();
  }

  @Override
  public String toString() {
    return "AdapterBody[" + (length() < 0 ? "unknown length" : length() + " bytes") + "]";
  }
}
