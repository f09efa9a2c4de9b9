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
      if (!carriageReturn) {
        acceptText(arrived, limit);
      }
      if (arrived.hasRemaining()) {
        acceptOne(arrived.get(), limit, what);
      }
    }
    return ended;
  }

  /** Takes at once what can neither end the line nor be wrong in it. */
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
    next();
    return text;
  }

  /** The whole line, which is a header field; the next one begins. */
  Headers.Field takeField() throws TransportException {
    Headers.Field field = FieldLine.parse(line, length, malformed);
    next();
    return field;
  }

  /** Whether the whole line has a blank in front. */
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
