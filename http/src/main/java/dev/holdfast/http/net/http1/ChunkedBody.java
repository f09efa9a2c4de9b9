/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.net.loop.OutputBuffer;
import java.io.IOException;

/** The chunked coding of a request body whose length is not known (RFC 9112 section 7.1). */
final class ChunkedBody {

  private static final int SIZE = 8 * 1024;

  private final OutputBuffer output;
  private final byte[] held = new byte[SIZE];
  private int count;

  ChunkedBody(OutputBuffer output) {
    this.output = output;
  }

  /** Writes data. Small pieces are combined into one chunk. */
  void write(byte[] source, int offset, int length) throws IOException {
    if (length >= SIZE - count) {
      writeHeld();
      writeChunk(source, offset, length);
    } else {
      System.arraycopy(source, offset, held, count, length);
      count += length;
    }
  }

  /** Writes the last chunk. */
  void finish() throws IOException {
    writeHeld();
    output.text("0\r\n\r\n");
  }

  private void writeHeld() throws IOException {
    int size = count;
    count = 0;
    writeChunk(held, 0, size);
  }

  private void writeChunk(byte[] source, int offset, int length) throws IOException {
    // An empty chunk would be the last one.
    if (length > 0) {
      output.text(Integer.toHexString(length));
      output.text("\r\n");
      output.write(source, offset, length);
      output.text("\r\n");
    }
  }
}
