/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import java.io.IOException;

/**
 * Collects outgoing bytes, so that the head of a request and a small body are sent in one write.
 * Used by one thread at a time.
 */
public final class OutputBuffer {

  private static final int SIZE = 8 * 1024;

  private final byte[] buffer = new byte[SIZE];
  private Sink sink;
  private final boolean delimited;
  private int count;

  /** The target of the bytes. */
  @FunctionalInterface
  public interface Sink {
    /** Consumes all of them. The caller may reuse the array afterwards. */
    public void write(byte[] source, int offset, int length) throws IOException;
  }

  /** @param sink gets the bytes that do not fit the buffer, and all at {@link #flush()} */
  public OutputBuffer(Sink sink) {
    this(sink, false);
  }

  private OutputBuffer(Sink sink, boolean delimited) {
    this.sink = sink;
    this.delimited = delimited;
  }

  /**
   * Returns an output for a protocol that marks the end of a body itself, so that no chunked coding
   * is needed.
   */
  public static OutputBuffer delimited(Sink sink) {
    return new OutputBuffer(sink, true);
  }

  /** Returns the same output, empty, for another request. */
  public OutputBuffer restart(Sink next) {
    sink = next;
    count = 0;
    return this;
  }

  /** Sends the contents of the buffer. */
  public void flush() throws IOException {
    int held = count;
    count = 0;
    if (held > 0) {
      sink.write(buffer, 0, held);
    }
  }

  /** Writes text of a head, one byte for each character. */
  @SuppressWarnings("deprecation") // It drops the high byte of a character, which is always zero.
  public void text(String text) throws IOException {
    int length = text.length();
    int from = 0;
    while (from < length) {
      if (count == SIZE) {
        flush();
      }
      int size = Math.min(length - from, SIZE - count);
      text.getBytes(from, from + size, buffer, count);
      count += size;
      from += size;
    }
  }

  public void write(byte[] source, int offset, int length) throws IOException {
    if (length > SIZE - count) {
      flush();
    }
    if (length >= SIZE) {
      sink.write(source, offset, length);
    } else {
      System.arraycopy(source, offset, buffer, count, length);
      count += length;
    }
  }

  /** Whether the body of a request needs no coding to mark its end. */
  public boolean delimits() {
    return delimited;
  }
}
