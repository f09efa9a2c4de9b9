/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;

/** Two codings, of which the outer one is decoded first. */
final class ChainedDecoder implements ContentDecoder {

  private static final int BETWEEN = 4 * 1024;

  private final ContentDecoder outer;
  private final ContentDecoder inner;
  private final ByteBuffer between = ByteBuffer.allocate(BETWEEN).flip();

  ChainedDecoder(ContentDecoder outer, ContentDecoder inner) {
    this.outer = outer;
    this.inner = inner;
  }

  @Override
  public void decode(ByteBuffer in, ByteBuffer out) throws TransportException {
    do {
      inner.decode(between, out);
      if (!out.hasRemaining()) {
        return;
      }
      between.clear();
      outer.decode(in, between);
      between.flip();
    } while (between.hasRemaining());
  }

  @Override
  public void finish() throws TransportException {
    outer.finish();
    inner.finish();
  }

  @Override
  public void close() {
    outer.close();
    inner.close();
  }
}
