/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.coding;

import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The compressed data within gzip and zlib (RFC 1951), by the JDK's zlib. */
final class Inflation implements AutoCloseable {

  private final Inflater inflater;
  private final String coding;

  Inflation(boolean raw, String coding) {
    this.inflater = new Inflater(raw);
    this.coding = coding;
  }

  /** Decodes as {@link ContentDecoder#decode} does; stops at the end of the compressed data. */
  void inflate(ByteBuffer in, ByteBuffer out) throws TransportException {
    inflater.setInput(in);
    try {
      // One call fills the available room. It produces nothing when it needs more input or has
      // ended.
      while (out.hasRemaining() && inflater.inflate(out) > 0) {}
    } catch (DataFormatException e) {
      throw CodingFailure.malformed("invalid " + coding + " data", e);
    }
    if (inflater.needsDictionary()) {
      throw CodingFailure.malformed(coding + " with a preset dictionary", null);
    }
  }

  boolean finished() {
    return inflater.finished();
  }

  /** Returns the bytes of output since the beginning or the last {@link #restart}. */
  long count() {
    return inflater.getBytesWritten();
  }

  void restart() {
    inflater.reset();
  }

  @Override
  public void close() {
    inflater.end();
  }
}
