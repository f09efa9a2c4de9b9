/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The receiving side of a {@link Wire} as a stream. Under TLS it is buffered, because JSSE reads
 * the five bytes of each record's head on their own.
 */
final class WireInput extends InputStream {

  private static final int FIRST_BYTES = 16;
  private static final int EARLY_SIZE = 8 * 1024;

  private final Wire wire;
  private final boolean buffered;
  private byte[] buffer;
  private int position;
  private int limit;
  private byte[] first = new byte[0];

  private WireInput(Wire wire, int bufferSize) {
    this.wire = wire;
    this.buffer = new byte[bufferSize];
    this.buffered = bufferSize > 0;
  }

  static WireInput unbuffered(Wire wire) {
    return new WireInput(wire, 0);
  }

  static WireInput buffered(Wire wire) {
    // One TLS record of the largest size and its overhead (RFC 8446 section 5.2).
    return new WireInput(wire, 16 * 1024 + 512);
  }

  /** Whether bytes were received that nobody has read. */
  boolean hasBuffered() {
    return position < limit;
  }

  /** The first bytes that ever came, at most 16: they tell whether the peer speaks TLS. */
  byte[] firstBytes() {
    return first.clone();
  }

  /**
   * Takes in what has arrived, without waiting, for a later read.
   *
   * @return whether more may come: false at the end of the stream and when there is no room
   */
  boolean takeAvailable() throws IOException {
    if (buffer.length == 0) {
      buffer = new byte[EARLY_SIZE];
    }
    if (position == limit) {
      position = 0;
      limit = 0;
    }
    int count = wire.readAvailable(buffer, limit, buffer.length - limit);
    limit += Math.max(0, count);
    return count >= 0 && limit < buffer.length;
  }

  /** A copy of the bytes that nobody has read yet. */
  byte[] unread() {
    return Arrays.copyOfRange(buffer, position, limit);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == limit) {
      if (!buffered) {
        return wire.read(target, offset, length);
      }
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return limit - position;
  }

  private boolean fill() throws IOException {
    int count = wire.read(buffer, 0, buffer.length);
    if (count < 0) {
      return false;
    }
    if (first.length == 0) {
      first = Arrays.copyOf(buffer, Math.min(count, FIRST_BYTES));
    }
    position = 0;
    limit = count;
    return true;
  }
}
