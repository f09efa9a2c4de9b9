/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.net.Quoted;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Puts lines together that end in CR LF and nothing else, from bytes as they come. HttpCore's own
 * reader takes a bare LF for an end of line and leaves a bare CR in the text; both let one message
 * be read as another.
 */
final class LineParser {

  private final Function<String, TransportException> malformed;
  private byte[] line = new byte[128];
  private int length;
  private long consumed;
  private boolean carriageReturn;
  private boolean ended;

  /** @param malformed makes the failure of its message */
  LineParser(Function<String, TransportException> malformed) {
    this.malformed = malformed;
  }

  /** Bytes taken since this parser was made, line ends included. */
  long consumed() {
    return consumed;
  }

  /** Bytes of the present line so far. */
  int length() {
    return length;
  }

  /**
   * Takes bytes up to the end of the line, and no further.
   *
   * @param limit the largest number of bytes that {@link #consumed()} may reach
   * @return whether the line is whole: {@link #take()} it then
   */
  boolean accept(ByteBuffer arrived, long limit, String what) throws TransportException {
    while (!ended && arrived.hasRemaining()) {
      acceptOne(arrived.get(), limit, what);
    }
    return ended;
  }

  /** Takes one byte of a line that has not ended. */
  void acceptOne(byte b, long limit, String what) throws TransportException {
    consumed++;
    if (carriageReturn) {
      if (b != '\n') {
        throw malformed.apply("bare CR in " + what + " after " + quoted());
      }
      ended = true;
    } else if (b == '\r') {
      carriageReturn = true;
    } else if (b == '\n') {
      throw malformed.apply("bare LF in " + what + " after " + quoted());
    } else if (b == 0) {
      throw malformed.apply("NUL in " + what + " after " + quoted());
    } else if (consumed > limit) {
      throw malformed.apply(what + " longer than " + limit + " bytes");
    } else {
      append(b);
    }
  }

  /** The whole line without its end; the next one begins. */
  String take() {
    String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
    length = 0;
    carriageReturn = false;
    ended = false;
    return text;
  }

  String quoted() {
    return Quoted.bytes(line, 0, length);
  }

  /** What has come so far, and what else has arrived with it; for a message, then unusable. */
  byte[] bytesWith(ByteBuffer rest) {
    while (length < 100 && rest.hasRemaining()) {
      append(rest.get());
    }
    return Arrays.copyOf(line, length);
  }

  private void append(byte b) {
    if (length == line.length) {
      line = Arrays.copyOf(line, length * 2);
    }
    line[length++] = b;
  }
}
