/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** What a connection has received and nobody has read yet. */
final class Inbox {

  private static final int SIZE = 8 * 1024;

  /** From this length on, reading straight into the target is cheaper than copying. */
  private static final int DIRECT_FROM = 512;

  private final InputStream source;
  private final ByteBuffer buffer = ByteBuffer.allocate(SIZE).limit(0);

  Inbox(InputStream source) {
    this.source = source;
  }

  /** The bytes that are there, for the reader to take; {@link #fill()} once it is empty. */
  ByteBuffer arrived() {
    return buffer;
  }

  boolean isEmpty() {
    return !buffer.hasRemaining();
  }

  /** Whether nothing is left here nor, where it would show, in the layer below. */
  boolean quiet() {
    try {
      return isEmpty() && source.available() == 0;
    } catch (IOException broken) {
      return false;
    }
  }

  /** Waits for bytes when there are none; false at the end of the stream. */
  boolean fill() throws IOException {
    int count = source.read(buffer.array(), 0, SIZE);
    buffer.position(0).limit(Math.max(0, count));
    return count >= 0;
  }

  /** As {@link #fill()}, where an end of stream is a failure. */
  void need() throws IOException {
    if (!fill()) {
      throw new EOFException("end of stream");
    }
  }

  /** Reads at least one byte, or returns -1 at the end of the stream. */
  int read(byte[] target, int offset, int length) throws IOException {
    if (isEmpty()) {
      if (length >= DIRECT_FROM) {
        return source.read(target, offset, length);
      }
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }
}
