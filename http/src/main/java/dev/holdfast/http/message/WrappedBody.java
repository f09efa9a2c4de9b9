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

/** A body that delegates to another one. Subclasses override what differs. */
abstract class WrappedBody implements Body {

  private final Body body;

  WrappedBody(Body body) {
    this.body = body;
  }

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
    return body.contentType();
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
    return body.toString();
  }
}
