/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A request as a {@link FaultServer} saw it. Immutable. */
public final class SeenRequest {

  private final RequestHead head;
  private final byte[] body;
  private final boolean complete;
  private final int connection;
  private final long nanoTime;
  private final Instant time;

  SeenRequest(RequestHead head, byte[] body, boolean complete, Seen seen) {
    this.head = head;
    this.body = body;
    this.complete = complete;
    this.connection = seen.connection();
    this.nanoTime = seen.nanoTime();
    this.time = seen.time();
  }

  /** The connection and the time of a request. */
  record Seen(int connection, long nanoTime, Instant time) {}

  /** The method, as sent. */
  public String method() {
    return head.method();
  }

  /** The request target, as sent: for most clients path and query. */
  public String target() {
    return head.target();
  }

  /** All headers in the order sent. */
  public List<Header> headers() {
    return head.headers();
  }

  /** The first value of a header; the name's case does not matter. */
  public Optional<String> header(String name) {
    return head.header(name);
  }

  /** All values of a header, in order; the name's case does not matter. */
  public List<String> headerValues(String name) {
    return head.headerValues(name);
  }

  /** The body, with chunks joined; only the part that was read if not {@link #complete()}. */
  public byte[] body() {
    return body.clone();
  }

  /** The body as UTF-8 text. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Whether the whole body was read: false if the client broke off, and for steps that act on the
   * request's head (their log entry has an empty body).
   */
  public boolean complete() {
    return complete;
  }

  /** The number of the request's connection; the first is 1. */
  public int connection() {
    return connection;
  }

  /** The time when it was read, on the server's monotonic clock. */
  public long nanoTime() {
    return nanoTime;
  }

  /** The time when it was read, on the server's wall clock. */
  public Instant time() {
    return time;
  }

  @Override
  public String toString() {
    return "%s %s (connection %d, body of %d bytes%s)"
        .formatted(method(), target(), connection, body.length, complete ? "" : ", incomplete");
  }
}
