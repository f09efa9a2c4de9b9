/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.net;

import dev.holdfast.http.message.Headers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The end of an attempt, as its client sees it. Immutable. */
public final class Answer {

  /** The kind of an end. */
  public enum Kind {
    /** A response arrived. */
    RESPONSE,
    /** The connection was refused. */
    REFUSED,
    /** No response arrived in time. */
    TIMED_OUT,
    /** The connection was reset before a response arrived. */
    CUT,
    /** No connection became free in time; nothing was sent. */
    NO_CONNECTION,
    /** The client cancelled the attempt. */
    CANCELLED
  }

  /** A 200. */
  public static final Answer OK = new Answer(Kind.RESPONSE, 200, Headers.empty(), -1);
  /** A 503 without headers. */
  public static final Answer UNAVAILABLE = status(503);
  /** A 429 without headers. */
  public static final Answer TOO_MANY = status(429);
  /** A refused connection. */
  public static final Answer REFUSED = failure(Kind.REFUSED);
  /** A response that did not arrive in time. */
  public static final Answer TIMED_OUT = failure(Kind.TIMED_OUT);
  /** A reset connection. */
  public static final Answer CUT = failure(Kind.CUT);
  /** No connection in time. */
  public static final Answer NO_CONNECTION = failure(Kind.NO_CONNECTION);
  /** A cancelled attempt. */
  public static final Answer CANCELLED = failure(Kind.CANCELLED);

  private static final DateTimeFormatter IMF_DATE = DateTimeFormatter.ofPattern(
          "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private final Kind kind;
  private final int status;
  private final Headers headers;
  private final long retryAfterNanos;

  private Answer(Kind kind, int status, Headers headers, long retryAfterNanos) {
    this.kind = kind;
    this.status = status;
    this.headers = headers;
    this.retryAfterNanos = retryAfterNanos;
  }

  private static Answer failure(Kind kind) {
    return new Answer(kind, -1, Headers.empty(), -1);
  }

  /** A response of that status. */
  public static Answer status(int status) {
    return new Answer(Kind.RESPONSE, status, Headers.empty(), -1);
  }

  /** A response that asks for a wait of so many seconds. */
  public static Answer retryAfter(int status, int seconds) {
    Headers headers =
        Headers.ofReceived(List.of(new Headers.Field("Retry-After", Integer.toString(seconds))));
    return new Answer(Kind.RESPONSE, status, headers, seconds * 1_000_000_000L);
  }

  /** A response that asks the client to return at a date, with the date on which it is sent. */
  public static Answer retryAt(int status, Instant date, Instant now) {
    Headers headers = Headers.ofReceived(List.of(
        new Headers.Field("Date", IMF_DATE.format(now)),
        new Headers.Field("Retry-After", IMF_DATE.format(date))));
    long wait = Math.max(0, (date.getEpochSecond() - now.getEpochSecond()) * 1_000_000_000L);
    return new Answer(Kind.RESPONSE, status, headers, wait);
  }

  /** The kind of the end. */
  public Kind kind() {
    return kind;
  }

  /** The status of a response, else -1. */
  public int status() {
    return status;
  }

  /** Whether it is a success. */
  public boolean ok() {
    return status >= 200 && status < 400;
  }

  /** The headers of a response. */
  public Headers headers() {
    return headers;
  }

  /** The wait that the server asks for, or -1. */
  public long retryAfterNanos() {
    return retryAfterNanos;
  }
}
