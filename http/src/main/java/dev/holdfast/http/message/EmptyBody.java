/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow;

enum EmptyBody implements Body {
  INSTANCE;

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public long length() {
    return 0;
  }

  @Override
  public Optional<String> contentType() {
    return Optional.empty();
  }

  @Override
  public void writeTo(OutputStream out) {}

  @Override
  public Optional<Flow.Publisher<ByteBuffer>> asPublisher() {
    return Optional.of(new BytesPublisher(new byte[0]));
  }

  @Override
  public String toString() {
    return "Body.none()";
  }
}
