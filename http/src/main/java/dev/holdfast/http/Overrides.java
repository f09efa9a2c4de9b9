/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.time.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one request; null means that the setting of the session applies.
 *
 * @param within a deadline that bounds the call in addition
 * @param gzip whether the body is sent compressed
 * @param progress told of the bodies
 * @param readAhead how many bytes of a streamed body are read before the call returns
 */
record Overrides(
    @Nullable Timeouts timeouts,
    @Nullable Duration deadline,
    @Nullable Retry retry,
    @Nullable IdempotencyKey idempotencyKey,
    Deadline within,
    HttpVersion httpVersion,
    boolean gzip,
    @Nullable ProgressListener progress,
    int readAhead) {

  static final Overrides NONE =
      new Overrides(null, null, null, null, Deadline.none(), HttpVersion.HTTP_1_1, false, null, 0);

  Overrides withTimeouts(Timeouts own) {
    return new Overrides(
        own, deadline, retry, idempotencyKey, within, httpVersion, gzip, progress, readAhead);
  }

  Overrides withDeadline(Duration own) {
    return new Overrides(
        timeouts, own, retry, idempotencyKey, within, httpVersion, gzip, progress, readAhead);
  }

  Overrides withRetry(Retry own) {
    return new Overrides(
        timeouts, deadline, own, idempotencyKey, within, httpVersion, gzip, progress, readAhead);
  }

  Overrides withIdempotencyKey(IdempotencyKey own) {
    return new Overrides(
        timeouts, deadline, retry, own, within, httpVersion, gzip, progress, readAhead);
  }

  Overrides within(Deadline other) {
    return new Overrides(
        timeouts, deadline, retry, idempotencyKey, other, httpVersion, gzip, progress, readAhead);
  }

  Overrides withHttpVersion(HttpVersion own) {
    return new Overrides(
        timeouts, deadline, retry, idempotencyKey, within, own, gzip, progress, readAhead);
  }

  Overrides withGzip() {
    return new Overrides(
        timeouts, deadline, retry, idempotencyKey, within, httpVersion, true, progress, readAhead);
  }

  Overrides withProgress(ProgressListener listener) {
    return new Overrides(
        timeouts, deadline, retry, idempotencyKey, within, httpVersion, gzip, listener, readAhead);
  }

  Overrides withReadAhead(int bytes) {
    return new Overrides(
        timeouts, deadline, retry, idempotencyKey, within, httpVersion, gzip, progress, bytes);
  }
}
