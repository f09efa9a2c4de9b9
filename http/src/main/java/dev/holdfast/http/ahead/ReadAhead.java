/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.ahead;

import dev.holdfast.http.body.Bodies;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.TransportException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How much of a streamed body is read before its head is handed on. A body that breaks off within
 * these bytes is a failure of the attempt, so that the rules of retries apply to it.
 *
 * @param bytes the most that is read, as it comes from the connection: before it is decoded
 */
record ReadAhead(int bytes) {

  /** Media types whose bodies are read while they are made, and may have no end. */
  private static final List<String> STREAMS = List.of(
      "text/event-stream",
      "application/x-ndjson",
      "application/ndjson",
      "application/jsonl",
      "application/json-seq",
      "application/stream+json",
      "application/vnd.amazon.eventstream",
      "application/grpc",
      "multipart/x-mixed-replace",
      "audio/",
      "video/");

  /** Whether the body of that response is read ahead: of a success, whole and not a stream. */
  boolean of(int status, Headers headers) {
    return status >= 200 && status < 300 && !tooLong(headers) && !isStream(headers);
  }

  private boolean tooLong(Headers headers) {
    Optional<String> length = headers.first("Content-Length");
    if (length.isEmpty() || headers.contains("Transfer-Encoding")) {
      return false;
    }
    try {
      return Long.parseLong(length.get()) > bytes;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isStream(Headers headers) {
    String type = headers.first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return STREAMS.stream().anyMatch(type::startsWith);
  }

  /** The failure of an attempt whose body broke off, as it is when the whole body is read. */
  static TransportException lost(TransportException.Head head, Throwable cause) {
    TransportException failure = Bodies.brokenOff(cause);
    return failure
        .withMessage("status " + head.statusLine() + ", but " + failure.getMessage())
        .withHead(head);
  }
}
