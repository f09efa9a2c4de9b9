/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.HttpVersion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a request sets for its call alone; null means as the session has it. */
record Overrides(
    @Nullable Timeouts timeouts,
    @Nullable Duration deadline,
    @Nullable Retry retry,
    @Nullable IdempotencyKey idempotencyKey,
    HttpVersion httpVersion) {

  static final Overrides NONE = new Overrides(null, null, null, null, HttpVersion.HTTP_1_1);

  Overrides withTimeouts(Timeouts own) {
    return new Overrides(own, deadline, retry, idempotencyKey, httpVersion);
  }

  Overrides withDeadline(Duration own) {
    return new Overrides(timeouts, own, retry, idempotencyKey, httpVersion);
  }

  Overrides withRetry(Retry own) {
    return new Overrides(timeouts, deadline, own, idempotencyKey, httpVersion);
  }

  Overrides withIdempotencyKey(IdempotencyKey own) {
    return new Overrides(timeouts, deadline, retry, own, httpVersion);
  }

  Overrides withHttpVersion(HttpVersion own) {
    return new Overrides(timeouts, deadline, retry, idempotencyKey, own);
  }
}
