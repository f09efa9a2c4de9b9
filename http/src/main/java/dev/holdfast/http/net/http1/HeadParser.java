/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.HeaderRules;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses response heads (RFC 9112 sections 4 and 5) piece by piece, without the tolerance that lets
 * a message be read in two ways. Folded lines are joined with a space (section 5.2).
 */
public final class HeadParser {

  /** The limit on one head, including interim ones before it. */
  public static final int LIMIT = 64 * 1024;

  private static final String PROTOCOL = "HTTP/";
  private static final String WHAT = "response head";

  private final LineParser lines = new LineParser(Malformed::head);
  private boolean inFields;
  private int minorVersion;
  private int status;
  private String reason = "";
  private List<Headers.Field> fields = new ArrayList<>();

  /** The value of the last field, if it is folded over several lines. */
  private @Nullable StringBuilder folded;

  /** Whether any byte of a response has arrived. */
  public boolean started() {
    return lines.consumed() > 0;
  }

  /**
   * Consumes bytes up to the end of the next head, and no further.
   *
   * @return the head, or null if more bytes are needed
   * @throws TransportException if it is malformed
   */
  public @Nullable ResponseHead accept(ByteBuffer arrived) throws TransportException {
    if (!inFields) {
      acceptProtocol(arrived);
    }
    while (lines.accept(arrived, LIMIT, WHAT)) {
      if (!inFields) {
        acceptStatusLine(lines.take());
      } else if (lines.length() == 0) {
        lines.take();
        return finish();
      } else {
        addField();
      }
    }
    return null;
  }

  /**
   * Checks the start, which shows whether this is HTTP at all, however long the first line may be.
   */
  private void acceptProtocol(ByteBuffer arrived) throws TransportException {
    while (lines.length() < PROTOCOL.length() && arrived.hasRemaining()) {
      byte b = arrived.get(arrived.position());
      if (b != PROTOCOL.charAt(lines.length())) {
        throw Malformed.garbage(lines.bytesWith(arrived));
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
    endFolded();
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

  private void addField() throws TransportException {
    if (lines.indented()) {
      unfold(lines.take());
    } else {
      endFolded();
      fields.add(lines.takeField());
    }
  }

  private void unfold(String line) throws TransportException {
    if (fields.isEmpty()) {
      throw Malformed.head("folded line before the first header: \"" + Escaped.text(line) + '"');
    }
    if (folded == null) {
      folded = new StringBuilder(fields.get(fields.size() - 1).value());
    }
    String more = HeaderRules.withoutBlanks(line);
    if (!more.isEmpty()) {
      folded.append(' ').append(more);
    }
  }

  /** Joins the folded lines once, whatever their number: each could be of two bytes. */
  private void endFolded() {
    if (folded != null) {
      Headers.Field last = fields.remove(fields.size() - 1);
      String value = HeaderRules.withoutBlanks(folded.toString());
      fields.add(new Headers.Field(last.name(), value));
      folded = null;
    }
  }
}
