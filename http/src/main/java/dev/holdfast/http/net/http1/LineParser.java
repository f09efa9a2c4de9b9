/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.Quoted;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Assembles lines that end in CR LF and nothing else, piece by piece. HttpCore's own reader accepts
 * a bare LF as a line end and leaves a bare CR in the text; both let one message be read as
 * another.
 */
final class LineParser {

  private final Function<String, TransportException> malformed;
  private byte[] line = new byte[128];
  private int length;
  private long consumed;
  private boolean carriageReturn;
  private boolean ended;

  /** @param malformed creates the failure with a message */
  LineParser(Function<String, TransportException> malformed) {
    this.malformed = malformed;
  }

  /** Returns the bytes consumed since this parser was created, line ends included. */
  long consumed() {
    return consumed;
  }

  /** Returns the bytes of the present line so far. */
  int length() {
    return length;
  }

  /**
   * Consumes bytes up to the end of the line, and no further.
   *
   * @param limit the largest number of bytes that {@link #consumed()} may reach
   * @return whether the line is complete, so that {@link #take()} returns it
   */
  boolean accept(ByteBuffer arrived, long limit, String what) throws TransportException {
    while (!ended && arrived.hasRemaining()) {
      if (!carriageReturn) {
        acceptText(arrived, limit);
      }
      if (arrived.hasRemaining()) {
        acceptOne(arrived.get(), limit, what);
      }
    }
    return ended;
  }

  /** Consumes all bytes at once that can neither end the line nor be invalid in it. */
  private void acceptText(ByteBuffer arrived, long limit) {
    int from = arrived.position();
    long most = Math.min(arrived.remaining(), limit - consumed);
    int count = 0;
    while (count < most && isText(arrived.get(from + count))) {
      count++;
    }
    if (count > 0) {
      if (line.length - length < count) {
        line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
      }
      arrived.get(line, length, count);
      length += count;
      consumed += count;
    }
  }

  private static boolean isText(byte b) {
    return b > '\r' || b != '\r' && b != '\n' && b != 0;
  }

  /** Consumes one byte of a line that has not ended. */
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

  /** Returns the complete line without its end, and begins the next one. */
  String take() {
    String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
    next();
    return text;
  }

  /** Returns the complete line as a header field, and begins the next one. */
  Headers.Field takeField() throws TransportException {
    Headers.Field field = FieldLine.parse(line, length, malformed);
    next();
    return field;
  }

  /** Whether the complete line begins with white space. */
  boolean indented() {
    return length > 0 && HeaderRules.isBlank((char) line[0]);
  }

  private void next() {
    length = 0;
    carriageReturn = false;
    ended = false;
  }

  String quoted() {
    return Quoted.bytes(line, 0, length);
  }

  /**
   * Returns the bytes so far and those that arrived with them, for a message. The parser is
   * unusable then.
   */
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
