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
 * The part of a streamed body that is read before its head is returned. A body that breaks off
 * within it fails the attempt, so that the rules of retries apply.
 *
 * @param bytes the most bytes to read, as received: before they are decoded
 */
record ReadAhead(int bytes) {

  /** Media types whose bodies are produced while they are read, and may have no end. */
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

  /** Whether the body of that response is read ahead: that of a success, whole and not a stream. */
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

  /** Returns the failure of an attempt whose body broke off, as for a body that is read whole. */
  static TransportException lost(TransportException.Head head, Throwable cause) {
    TransportException failure = Bodies.brokenOff(cause);
    return failure
        .withMessage("status " + head.statusLine() + ", but " + failure.getMessage())
        .withHead(head);
  }
}
