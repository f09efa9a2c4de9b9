/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.assertj;

import dev.holdfast.http.Category;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.transport.Sent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Assertions about a call that failed. */
public final class RequestExceptionAssert
    extends CallAssert<RequestExceptionAssert, RequestException> {

  RequestExceptionAssert(@Nullable RequestException actual) {
    super(
        actual,
        RequestExceptionAssert.class,
        RequestException::attempts,
        RequestException::explain);
  }

  /** Checks the category of the failure. */
  public RequestExceptionAssert hasCategory(Category expected) {
    return expect("category", expected, present().category());
  }

  /** Checks whether the server may have received the request, over all attempts. */
  public RequestExceptionAssert hasSent(Sent expected) {
    return expect("sent", expected, present().sent());
  }

  /** Checks the status of the last response, if there was one. */
  public RequestExceptionAssert hasStatus(int expected) {
    Integer found = present().response().map(Response::status).orElse(null);
    return expect("status", expected, found);
  }

  /** Checks the delay that the server asked for. */
  public RequestExceptionAssert hasRetryAfter(Duration expected) {
    return expect("retryAfter", expected, present().retryAfter().orElse(null));
  }

  /** Checks a part of the message. */
  public RequestExceptionAssert hasMessageContaining(String part) {
    String message = String.valueOf(present().getMessage());
    return check(message.contains(part), "message", part, message);
  }
}
