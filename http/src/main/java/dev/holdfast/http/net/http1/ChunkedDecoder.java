/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body in the chunked transfer coding (RFC 9112 section 7.1), read strictly: sizes of 1 to 16
 * hexadecimal digits, CR LF and nothing else after the data. Extensions are dropped.
 */
final class ChunkedDecoder extends BodyDecoder {

  /** The limit on one line of size and extensions. */
  private static final int LINE_LIMIT = 8 * 1024;

  /** The limit on all lines of sizes and extensions, in addition to half the size of the data. */
  private static final int OVERHEAD_LIMIT = 2 * 1024 * 1024;

  /** The bytes of the line ends after the size and after the data. */
  private static final int LINE_ENDS = 4;

  private static final int TRAILER_LIMIT = 64 * 1024;
  private static final int MOST_DIGITS = 16;

  private enum Part {
    SIZE,
    DATA,
    CR_AFTER_DATA,
    LF_AFTER_DATA,
    TRAILERS
  }

  private final LineParser lines = new LineParser(Malformed::chunk);
  private Part part = Part.SIZE;
  private long left;
  private long limit = LINE_LIMIT;
  private long overhead;
  private @Nullable List<Headers.Field> fields;
  private volatile Headers trailers = Headers.empty();

  @Override
  public long run() {
    return left;
  }

  @Override
  void afterData(int bytes) {
    left -= bytes;
    if (left == 0) {
      part = Part.CR_AFTER_DATA;
    }
  }

  @Override
  public void control(ByteBuffer arrived) throws TransportException {
    while (arrived.hasRemaining() && left == 0 && !complete()) {
      switch (part) {
        case SIZE -> acceptSize(arrived);
        case CR_AFTER_DATA -> acceptAfterData(arrived.get(), '\r', Part.LF_AFTER_DATA);
        case LF_AFTER_DATA -> acceptAfterData(arrived.get(), '\n', Part.SIZE);
        case TRAILERS -> acceptTrailer(arrived);
        case DATA -> throw new AssertionError("no data left in this chunk");
      }
    }
  }

  private void acceptSize(ByteBuffer arrived) throws TransportException {
    if (lines.accept(arrived, limit, "chunk size line")) {
      String line = lines.take();
      left = size(line);
      limitOverhead(line);
      part = left == 0 ? Part.TRAILERS : Part.DATA;
      limit = lines.consumed() + (left == 0 ? TRAILER_LIMIT : LINE_LIMIT);
    }
  }

  /**
   * Limits the overhead. Otherwise a body within its limit could take any number of bytes on the
   * wire.
   */
  private void limitOverhead(String sizeLine) throws TransportException {
    overhead += sizeLine.length() + LINE_ENDS;
    if (overhead > OVERHEAD_LIMIT + count() / 2) {
      throw Malformed.chunk("too little data in too many chunks: " + count() + " bytes with "
          + overhead + " bytes of chunked coding");
    }
  }

  private void acceptAfterData(byte b, char expected, Part next) throws TransportException {
    if (b != expected) {
      throw Malformed.chunk("no CR LF after the data of a chunk");
    }
    part = next;
  }

  private void acceptTrailer(ByteBuffer arrived) throws TransportException {
    if (!lines.accept(arrived, limit, "trailer section")) {
      return;
    }
    String line = lines.take();
    if (!line.isEmpty()) {
      if (fields == null) {
        fields = new ArrayList<>();
      }
      fields.add(FieldLine.parse(line, Malformed::chunk));
      return;
    }
    if (fields != null) {
      trailers = Headers.ofReceived(fields);
    }
    markComplete();
  }

  @Override
  public Headers trailers() {
    return trailers;
  }

  private static long size(String line) throws TransportException {
    long size = 0;
    int digits = 0;
    while (digits < line.length() && Character.digit(line.charAt(digits), 16) >= 0) {
      if (digits == MOST_DIGITS) {
        throw malformed(line);
      }
      size = size << 4 | Character.digit(line.charAt(digits), 16);
      digits++;
    }
    // White space before the extension is allowed, and some servers pad with it.
    String rest = HeaderRules.withoutBlanks(line.substring(digits));
    if (digits == 0 || size < 0 || (!rest.isEmpty() && rest.charAt(0) != ';')) {
      throw malformed(line);
    }
    return size;
  }

  private static TransportException malformed(String line) {
    return Malformed.chunk(
        "malformed chunk size \"" + Escaped.text(line) + "\" (expected: 1 to 16 hex digits)");
  }

  @Override
  public void end(boolean announced) throws EOFException {
    throw endOfStream();
  }

  @Override
  public String progress() {
    String missing = left > 0 ? left + " more of the present chunk" : "the last chunk";
    return "got " + count() + " bytes, "
        + (part == Part.TRAILERS
            ? "but not the empty line that ends the body"
            : missing + " missing");
  }
}
