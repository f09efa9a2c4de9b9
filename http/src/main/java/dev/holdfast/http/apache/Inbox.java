/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a connection has received and nobody has read yet. */
final class Inbox {

  static final int SIZE = 8 * 1024;

  /** From this length on, reading straight into the target is cheaper than copying. */
  private static final int DIRECT_FROM = 512;

  private final Source source;
  private ByteBuffer buffer = ByteBuffer.allocate(SIZE).limit(0);

  /** Where bytes in the clear come from. */
  interface Source {

    /** Reads at least one byte, or returns -1 at the end of the stream. */
    int read(byte[] target, int offset, int length) throws IOException;

    /** Reads what is there already: 0 if nothing, -1 at the end of the stream. */
    int readAvailable(byte[] target, int offset, int length) throws IOException;
  }

  Inbox(Source source) {
    this.source = source;
  }

  /** The bytes that are there, for the reader to take; {@link #fill()} once it is empty. */
  ByteBuffer arrived() {
    return buffer;
  }

  boolean isEmpty() {
    return !buffer.hasRemaining();
  }

  /** Whether the stream is open and nothing has come: looks without waiting. */
  boolean quiet() {
    try {
      return isEmpty() && takeAvailable(SIZE) && isEmpty();
    } catch (IOException broken) {
      return false;
    }
  }

  /**
   * Takes in what has arrived, without waiting, for a later read.
   *
   * @param most how many unread bytes may lie here
   * @return whether more may come: false at the end of the stream and when there is no more room
   */
  boolean takeAvailable(int most) throws IOException {
    // More than once: under TLS the next record may lie here, where no selector sees it.
    while (buffer.remaining() < most) {
      int count = takeOnce(most);
      if (count <= 0) {
        return count == 0;
      }
    }
    return false;
  }

  private int takeOnce(int most) throws IOException {
    int unread = buffer.remaining();
    if (buffer.position() == 0) {
      buffer.position(unread).limit(buffer.capacity());
    } else {
      buffer.compact();
    }
    if (!buffer.hasRemaining()) {
      byte[] larger = Arrays.copyOf(buffer.array(), Math.min(2 * unread, most));
      buffer = ByteBuffer.wrap(larger).position(unread);
    }
    int count = 0;
    try {
      count = source.readAvailable(buffer.array(), unread, buffer.remaining());
    } finally {
      buffer.position(unread + Math.max(0, count)).flip();
    }
    return count;
  }

  /** Waits for bytes when there are none; false at the end of the stream. */
  boolean fill() throws IOException {
    if (buffer.capacity() > SIZE) {
      buffer = ByteBuffer.allocate(SIZE);
    }
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
