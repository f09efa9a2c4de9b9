/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads response heads (RFC 9112 sections 4 and 5) without the tolerance that lets a message be
 * read in two ways. Folded lines are joined with a space (section 5.2).
 */
final class HeadReader {

  /** For one whole head, interim ones before it included. */
  static final int LIMIT = 64 * 1024;

  private static final String PROTOCOL = "HTTP/";
  private static final String WHAT = "response head";

  private final LineReader lines;

  HeadReader(Connection connection) {
    this.lines = new LineReader(connection);
  }

  /** Whether any byte of a response has been read. */
  boolean started() {
    return lines.consumed() > 0;
  }

  /**
   * The next head.
   *
   * @throws java.io.EOFException if the stream ends before the head does
   * @throws TransportException if it is malformed
   */
  ResponseHead read() throws IOException {
    lines.begin();
    for (int i = 0; i < PROTOCOL.length(); i++) {
      int b = lines.next();
      lines.append(b);
      if (b != PROTOCOL.charAt(i)) {
        throw Malformed.garbage(lines.quotedWithRest());
      }
    }
    String statusLine = line();
    int minor = minorVersion(statusLine);
    int status = status(statusLine);
    String reason = statusLine.length() > 13 ? statusLine.substring(13) : "";
    return new ResponseHead(minor, status, reason, Headers.ofReceived(fields()));
  }

  private static int minorVersion(String line) throws TransportException {
    if (line.startsWith("HTTP/1.1 ")) {
      return 1;
    }
    if (line.startsWith("HTTP/1.0 ")) {
      return 0;
    }
    throw Malformed.head("unsupported version in the status line \"" + Escaped.text(line)
        + "\" (expected: 1.0, 1.1)");
  }

  private static int status(String line) throws TransportException {
    boolean threeDigits = line.length() >= 12
        && (line.length() == 12 || line.charAt(12) == ' ')
        && digit(line, 9)
        && digit(line, 10)
        && digit(line, 11);
    if (!threeDigits || line.charAt(9) == '0') {
      throw Malformed.head(
          "no status of 100 to 999 in the status line \"" + Escaped.text(line) + '"');
    }
    return (line.charAt(9) - '0') * 100 + (line.charAt(10) - '0') * 10 + (line.charAt(11) - '0');
  }

  private static boolean digit(String line, int index) {
    char c = line.charAt(index);
    return c >= '0' && c <= '9';
  }

  private List<Headers.Field> fields() throws IOException {
    List<Headers.Field> fields = new ArrayList<>();
    while (true) {
      lines.begin();
      String line = line();
      if (line.isEmpty()) {
        return fields;
      }
      if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        unfold(fields, line);
      } else {
        fields.add(field(line));
      }
    }
  }

  private static Headers.Field field(String line) throws TransportException {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw Malformed.head("header line without a name and a colon: \"" + Escaped.text(line) + '"');
    }
    for (int i = 0; i < colon; i++) {
      if (!HeaderRules.isTokenCharacter(line.charAt(i))) {
        throw Malformed.head("character 0x" + Integer.toHexString(line.charAt(i))
            + " in the name of the header line \"" + Escaped.text(line.substring(0, colon + 1))
            + '"');
      }
    }
    return new Headers.Field(line.substring(0, colon), withoutBlanks(line, colon + 1));
  }

  private static void unfold(List<Headers.Field> fields, String line) throws TransportException {
    if (fields.isEmpty()) {
      throw Malformed.head("folded line before the first header: \"" + Escaped.text(line) + '"');
    }
    Headers.Field last = fields.remove(fields.size() - 1);
    String joined = last.value() + " " + withoutBlanks(line, 0);
    fields.add(new Headers.Field(last.name(), withoutBlanks(joined, 0)));
  }

  private static String withoutBlanks(String text, int from) {
    int start = from;
    int end = text.length();
    while (start < end && blank(text.charAt(start))) {
      start++;
    }
    while (end > start && blank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  private String line() throws IOException {
    return lines.finish(LIMIT, WHAT, Malformed::head);
  }
}
