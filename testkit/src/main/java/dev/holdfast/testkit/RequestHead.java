/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The request line and headers. */
record RequestHead(String method, String target, List<Header> headers) {

  private static final int LONGEST_LINE = 1 << 20;

  /** Reads a head; empty if the client ended the connection before its first byte. */
  static Optional<RequestHead> read(InputStream in) throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return Optional.empty();
    }
    in.reset();
    String[] start = line(in).split(" ", 3);
    if (start.length != 3) {
      throw new IOException("not a request line: " + start[0]);
    }
    return Optional.of(new RequestHead(start[0], start[1], headers(in)));
  }

  private static List<Header> headers(InputStream in) throws IOException {
    List<Header> headers = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("not a header: " + line);
      }
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return List.copyOf(headers);
  }

  /** Reads a line that ends in LF, and drops a CR before it. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() == LONGEST_LINE) {
        throw new EOFException("line without an end");
      }
      line.append((char) c);
    }
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    // Read as Latin-1; headers that a client sent in UTF-8 are decoded as such.
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  List<String> headerValues(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  Optional<String> header(String name) {
    return headerValues(name).stream().findFirst();
  }

  boolean expectsContinue() {
    return header("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
  }
}
