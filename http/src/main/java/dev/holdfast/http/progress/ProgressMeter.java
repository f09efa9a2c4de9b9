/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.progress;

import dev.holdfast.http.caller.CallersCode;
import dev.holdfast.http.listen.Progress;
import dev.holdfast.http.listen.ProgressListener;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.resume.ContentRange;
import dev.holdfast.http.transport.TransportRequest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** Reports the progress of the bodies of one call to a listener. Thread-safe. */
public final class ProgressMeter {

  private final ProgressListener listener;
  private final boolean parts;
  private final CallersCode failures;
  private final AtomicInteger attempts = new AtomicInteger();

  /**
   * Creates a meter for one call.
   *
   * @param parts whether a response may be the rest of a body, which is counted as a part of the
   *     whole
   */
  public ProgressMeter(ProgressListener listener, boolean parts, CallersCode failures) {
    this.listener = listener;
    this.parts = parts;
    this.failures = failures;
  }

  /** Begins an attempt and returns its number. */
  int begin() {
    return attempts.incrementAndGet();
  }

  void tell(Progress progress) {
    try {
      listener.progress(progress);
    } catch (Throwable e) {
      failures.failed("a ProgressListener", e);
    }
  }

  /** Returns the same request with a counted body. */
  TransportRequest counted(TransportRequest request, int attempt) {
    return request.body() == Body.none()
        ? request
        : new TransportRequest(
            request.method(),
            request.url(),
            request.headers(),
            new CountedBody(request.body(), this, attempt),
            request.version(),
            request.choice());
  }

  /**
   * The position of a response's body in the whole.
   *
   * @param from the number of bytes before it
   * @param total of the whole as it is received, or -1
   */
  record Extent(long from, long total) {

    /** Returns the progress after so many bytes, including those before this body. */
    Progress at(int attempt, long count) {
      return new Progress(Progress.Direction.RECEIVING, attempt, from, count, known(total));
    }
  }

  static OptionalLong known(long total) {
    return total < 0 ? OptionalLong.empty() : OptionalLong.of(total);
  }

  /** Reads the extent from the head of the response. */
  Extent extent(int status, Headers head) {
    Optional<ContentRange> range =
        parts && status == 206 ? ContentRange.of(head) : Optional.empty();
    return range
        .map(part -> new Extent(part.first(), part.length()))
        .orElseGet(() -> new Extent(0, announced(head)));
  }

  private static long announced(Headers head) {
    if (head.contains("Transfer-Encoding")) {
      return -1;
    }
    try {
      return head.first("Content-Length").map(Long::parseLong).orElse(-1L);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
