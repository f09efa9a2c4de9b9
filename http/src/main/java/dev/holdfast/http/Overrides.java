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
 */
record Overrides(
    @Nullable Timeouts timeouts,
    @Nullable Duration deadline,
    @Nullable Retry retry,
    @Nullable IdempotencyKey idempotencyKey,
    Deadline within,
    HttpVersion httpVersion) {

  static final Overrides NONE =
      new Overrides(null, null, null, null, Deadline.none(), HttpVersion.HTTP_1_1);

  Overrides withTimeouts(Timeouts own) {
    return new Overrides(own, deadline, retry, idempotencyKey, within, httpVersion);
  }

  Overrides withDeadline(Duration own) {
    return new Overrides(timeouts, own, retry, idempotencyKey, within, httpVersion);
  }

  Overrides withRetry(Retry own) {
    return new Overrides(timeouts, deadline, own, idempotencyKey, within, httpVersion);
  }

  Overrides withIdempotencyKey(IdempotencyKey own) {
    return new Overrides(timeouts, deadline, retry, own, within, httpVersion);
  }

  Overrides within(Deadline other) {
    return new Overrides(timeouts, deadline, retry, idempotencyKey, other, httpVersion);
  }

  Overrides withHttpVersion(HttpVersion own) {
    return new Overrides(timeouts, deadline, retry, idempotencyKey, within, own);
  }
}
