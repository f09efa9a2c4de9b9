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
import java.util.List;

/** The framing of a response body (RFC 9112 section 6.3). */
public final class Framing {

  static final long CHUNKED = -1;
  static final long UNTIL_CLOSE = -2;

  private static final int MOST_DIGITS = 19;

  private Framing() {}

  /** Returns the length of the body, {@link #CHUNKED} or {@link #UNTIL_CLOSE}. */
  public static long of(String method, ResponseHead head) throws TransportException {
    if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return 0;
    }
    Headers headers = head.headers();
    if (headers.contains("Transfer-Encoding")) {
      requireChunked(headers.all("Transfer-Encoding"), head.minorVersion());
      return CHUNKED;
    }
    return headers.contains("Content-Length")
        ? contentLength(headers.all("Content-Length"))
        : UNTIL_CLOSE;
  }

  private static void requireChunked(List<String> values, int minorVersion)
      throws TransportException {
    if (minorVersion == 0) {
      throw Malformed.framing("Transfer-Encoding in a response of HTTP/1.0");
    }
    if (values.size() != 1 || !values.get(0).equalsIgnoreCase("chunked")) {
      throw Malformed.framing(
          "Transfer-Encoding: " + Escaped.text(String.join(", ", values)) + " (expected: chunked)");
    }
  }

  private static long contentLength(List<String> values) throws TransportException {
    if (values.size() == 1 && values.get(0).indexOf(',') < 0) {
      return digits(HeaderRules.withoutBlanks(values.get(0)), values.get(0));
    }
    String whole = String.join(",", values);
    long length = -1;
    for (String part : whole.split(",", -1)) {
      long value = digits(HeaderRules.withoutBlanks(part), whole);
      if (length >= 0 && value != length) {
        throw Malformed.framing("conflicting Content-Length: " + Escaped.text(whole));
      }
      length = value;
    }
    return length;
  }

  private static long digits(String text, String whole) throws TransportException {
    long value = 0;
    int significant = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      significant += c != '0' || significant > 0 ? 1 : 0;
      if (c < '0' || c > '9' || significant > MOST_DIGITS) {
        throw malformed(whole);
      }
      value = value * 10 + (c - '0');
    }
    if (text.isEmpty() || value < 0) {
      throw malformed(whole);
    }
    return value;
  }

  private static TransportException malformed(String whole) {
    return Malformed.framing(
        "malformed Content-Length: \"" + Escaped.text(whole) + "\" (expected: decimal digits)");
  }
}
