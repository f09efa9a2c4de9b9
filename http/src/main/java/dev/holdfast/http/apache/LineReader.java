/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.TransportException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Reads lines that end in CR LF and nothing else. HttpCore's own reader takes a bare LF for an end
 * of line and leaves a bare CR in the text; both let one message be read as another.
 */
final class LineReader {

  private final Connection connection;
  private byte[] line = new byte[256];
  private int length;
  private long consumed;

  LineReader(Connection connection) {
    this.connection = connection;
  }

  /** Bytes read since this reader was made, line ends included. */
  long consumed() {
    return consumed;
  }

  /** One byte. */
  int next() throws IOException {
    int b = connection.input().read(connection.source());
    if (b < 0) {
      throw new EOFException("end of stream");
    }
    consumed++;
    return b;
  }

  /** Begins a line that some bytes of are known. */
  void begin() {
    length = 0;
  }

  void append(int b) {
    if (length == line.length) {
      line = Arrays.copyOf(line, length * 2);
    }
    line[length++] = (byte) b;
  }

  /**
   * Reads to the end of the line.
   *
   * @param limit the largest number of bytes that {@link #consumed()} may reach
   * @param malformed makes the failure of its message
   */
  String finish(long limit, String what, Function<String, TransportException> malformed)
      throws IOException {
    while (true) {
      int b = next();
      if (b == '\r') {
        if (next() != '\n') {
          throw malformed.apply("bare CR in " + what + " after " + quoted());
        }
        return text();
      }
      if (b == '\n') {
        throw malformed.apply("bare LF in " + what + " after " + quoted());
      }
      if (b == 0) {
        throw malformed.apply("NUL in " + what + " after " + quoted());
      }
      if (consumed > limit) {
        throw malformed.apply(what + " longer than " + limit + " bytes");
      }
      append(b);
    }
  }

  String text() {
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }

  String quoted() {
    return Quoted.bytes(line, 0, length);
  }

  /** What has come so far, and what else has arrived with it; for a message, then unusable. */
  String quotedWithRest() throws IOException {
    while (length < 100 && connection.input().hasBufferedData()) {
      append(next());
    }
    return quoted();
  }
}
