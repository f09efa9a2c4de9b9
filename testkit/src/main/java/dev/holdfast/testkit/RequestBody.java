/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads a request's body in any framing, and keeps the part that arrived if it breaks off. */
final class RequestBody {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final InputStream in;

  RequestBody(InputStream in) {
    this.in = in;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  void read(RequestHead head) throws IOException {
    if (head.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
      readChunks();
    } else {
      copy(number(head.header("Content-Length").orElse("0"), 10));
    }
  }

  private void readChunks() throws IOException {
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      copy(size);
      RequestHead.line(in);
    }
    while (!RequestHead.line(in).isEmpty()) {
      // Trailers are not needed.
    }
  }

  private long chunkSize() throws IOException {
    return number(RequestHead.line(in).split(";", 2)[0].strip(), 16);
  }

  private static long number(String digits, int radix) throws IOException {
    try {
      return Long.parseLong(digits, radix);
    } catch (NumberFormatException e) {
      throw new IOException("not a length: " + digits, e);
    }
  }

  private void copy(long length) throws IOException {
    byte[] buffer = new byte[8192];
    for (long left = length; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new EOFException("body ended " + left + " bytes early");
      }
      bytes.write(buffer, 0, count);
      left -= count;
    }
  }
}
