/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;

/**
 * The head of a zstd frame (RFC 8878 section 3.1.1.1), as far as it gives the memory of its window.
 * A skippable frame needs none.
 */
final class ZstdFrame {

  /**
   * The largest window: a decoder of the content coding has to support it, and need not exceed it
   * (RFC 9659).
   */
  private static final long LARGEST_WINDOW = 8L << 20;

  private static final int MAGIC = 0xfd2fb528;
  private static final int SKIPPABLE = 0x184d2a50;
  private static final int SKIPPABLE_MASK = 0xfffffff0;
  private static final int MAGIC_BYTES = 4;
  private static final int SINGLE_SEGMENT = 0x20;
  private static final int LONGEST = 18;
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
  private static final int[] SIZE_BYTES = {1, 2, 4, 8};
  /** The offset of a size in two bytes. */
  private static final int SIZE_OFFSET = 256;

  private final byte[] head = new byte[LONGEST];
  private int count;

  /**
   * Consumes the bytes of the head. Returns whether it is complete.
   *
   * @throws TransportException if it is malformed, or needs too much memory
   */
  boolean take(ByteBuffer in) throws TransportException {
    while (count < needed() && in.hasRemaining()) {
      head[count++] = in.get();
    }
    if (count < needed()) {
      return false;
    }
    if (window() > LARGEST_WINDOW || window() < 0) {
      throw CodingFailure.malformed(
          "a zstd window of " + Long.toUnsignedString(window()) + " bytes (expected: at most "
              + LARGEST_WINDOW + ")",
          null);
    }
    return true;
  }

  boolean begun() {
    return count > 0;
  }

  /** Returns the bytes of the head. */
  ByteBuffer head() {
    return ByteBuffer.wrap(head, 0, count);
  }

  private int needed() throws TransportException {
    if (count < MAGIC_BYTES) {
      return MAGIC_BYTES;
    }
    int magic = (int) number(0, MAGIC_BYTES);
    if ((magic & SKIPPABLE_MASK) == SKIPPABLE) {
      return MAGIC_BYTES;
    }
    if (magic != MAGIC) {
      throw CodingFailure.malformed("no zstd frame", null);
    }
    if (count == MAGIC_BYTES) {
      return MAGIC_BYTES + 1;
    }
    return single() ? sizeAt() + SIZE_BYTES[(descriptor() & 0xff) >> 6] : MAGIC_BYTES + 2;
  }

  private int descriptor() {
    return head[MAGIC_BYTES];
  }

  private boolean single() {
    return (descriptor() & SINGLE_SEGMENT) != 0;
  }

  private int sizeAt() {
    return MAGIC_BYTES + 1 + DICTIONARY_BYTES[descriptor() & 3];
  }

  /** Returns the memory of the window; with a single segment, that of the whole content. */
  private long window() {
    if (count == MAGIC_BYTES) {
      return 0;
    }
    if (single()) {
      int bytes = SIZE_BYTES[(descriptor() & 0xff) >> 6];
      return number(sizeAt(), bytes) + (bytes == 2 ? SIZE_OFFSET : 0);
    }
    int window = head[MAGIC_BYTES + 1] & 0xff;
    long base = 1L << (10 + (window >> 3));
    return base + base / 8 * (window & 7);
  }

  private long number(int at, int bytes) {
    long number = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      number = number << 8 | head[at + i] & 0xff;
    }
    return number;
  }
}
