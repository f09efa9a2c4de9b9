/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.IOException;
import java.io.OutputStream;

/** The sending side of a {@link Wire} as a stream, without a buffer. */
final class WireOutput extends OutputStream {

  private final Wire wire;

  WireOutput(Wire wire) {
    this.wire = wire;
  }

  @Override
  public void write(int b) throws IOException {
    wire.write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    wire.write(source, offset, length);
  }
}
