/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes response heads (RFC 9112 sections 4 and 5) of bytes as they come, without the tolerance
 * that lets a message be read in two ways. Folded lines are joined with a space (section 5.2).
 */
final class HeadParser {

  /** For one whole head, interim ones before it included. */
  static final int LIMIT = 64 * 1024;

  private static final String PROTOCOL = "HTTP/";
  private static final String WHAT = "response head";

  private final LineParser lines = new LineParser(Malformed::head);
  private boolean inFields;
  private int minorVersion;
  private int status;
  private String reason = "";
  private List<Headers.Field> fields = new ArrayList<>();

  /** Whether any byte of a response has come. */
  boolean started() {
    return lines.consumed() > 0;
  }

  /**
   * Takes bytes up to the end of the next head, and no further.
   *
   * @return the head, or null if more bytes are needed
   * @throws TransportException if it is malformed
   */
  @Nullable ResponseHead accept(ByteBuffer arrived) throws TransportException {
    if (!inFields) {
      acceptProtocol(arrived);
    }
    while (lines.accept(arrived, LIMIT, WHAT)) {
      String line = lines.take();
      if (!inFields) {
        acceptStatusLine(line);
      } else if (line.isEmpty()) {
        return finish();
      } else {
        addField(line);
      }
    }
    return null;
  }

  /** The start shows whether this is HTTP at all, however long its first line may be. */
  private void acceptProtocol(ByteBuffer arrived) throws TransportException {
    while (lines.length() < PROTOCOL.length() && arrived.hasRemaining()) {
      byte b = arrived.get(arrived.position());
      if (b != PROTOCOL.charAt(lines.length())) {
        throw Malformed.garbage(lines.quotedWith(arrived));
      }
      lines.acceptOne(arrived.get(), LIMIT, WHAT);
    }
  }

  private void acceptStatusLine(String line) throws TransportException {
    minorVersion = minorVersion(line);
    status = status(line);
    reason = line.length() > 13 ? line.substring(13) : "";
    inFields = true;
  }

  private ResponseHead finish() {
    Headers headers = Headers.ofReceived(fields);
    fields = new ArrayList<>();
    inFields = false;
    return new ResponseHead(minorVersion, status, reason, headers);
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

  private void addField(String line) throws TransportException {
    if (blank(line.charAt(0))) {
      unfold(line);
    } else {
      fields.add(field(line));
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

  private void unfold(String line) throws TransportException {
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
}
