/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.message.Escaped;
import java.io.IOException;

/**
 * A body in the chunked transfer coding (RFC 9112 section 7.1), read strictly: sizes of 1 to 16
 * hexadecimal digits, CR LF and nothing else after the data. Extensions and trailers are dropped.
 */
final class ChunkedBody extends ResponseBody {

  /** For one line of size and extensions. */
  private static final int LINE_LIMIT = 8 * 1024;

  private static final int TRAILER_LIMIT = 64 * 1024;
  private static final int MOST_DIGITS = 16;

  private final LineReader lines;
  private long left;
  private boolean begun;

  ChunkedBody(Connection connection, Blame blame) {
    super(connection, blame);
    this.lines = new LineReader(connection);
  }

  @Override
  int readSome(byte[] target, int offset, int wanted) throws IOException {
    if (left == 0) {
      left = nextSize();
      if (left == 0) {
        readTrailers();
        return -1;
      }
    }
    int read = readRaw(target, offset, (int) Math.min(wanted, left));
    if (read < 0) {
      throw endOfStream();
    }
    left -= read;
    return read;
  }

  @Override
  String progress() {
    return "got "
        + count()
        + " bytes, "
        + (left > 0 ? left + " more of the present chunk" : "the last chunk")
        + " missing";
  }

  private long nextSize() throws IOException {
    if (begun && (lines.next() != '\r' || lines.next() != '\n')) {
      throw Malformed.chunk("no CR LF after the data of a chunk");
    }
    begun = true;
    lines.begin();
    return size(lines.finish(lines.consumed() + LINE_LIMIT, "chunk size line", Malformed::chunk));
  }

  private static long size(String line) throws IOException {
    long size = 0;
    int digits = 0;
    while (digits < line.length() && Character.digit(line.charAt(digits), 16) >= 0) {
      if (digits == MOST_DIGITS) {
        throw malformed(line);
      }
      size = size << 4 | Character.digit(line.charAt(digits), 16);
      digits++;
    }
    // Blanks before the extension are allowed, and some servers pad with them.
    String rest = line.substring(digits).strip();
    if (digits == 0 || size < 0 || (!rest.isEmpty() && rest.charAt(0) != ';')) {
      throw malformed(line);
    }
    return size;
  }

  private static IOException malformed(String line) {
    return Malformed.chunk(
        "malformed chunk size \"" + Escaped.text(line) + "\" (expected: 1 to 16 hex digits)");
  }

  private void readTrailers() throws IOException {
    long limit = lines.consumed() + TRAILER_LIMIT;
    String line;
    do {
      lines.begin();
      line = lines.finish(limit, "trailer section", Malformed::chunk);
      if (!line.isEmpty() && line.indexOf(':') <= 0) {
        throw Malformed.chunk("trailer line without a name and a colon: " + lines.quoted());
      }
    } while (!line.isEmpty());
  }
}
