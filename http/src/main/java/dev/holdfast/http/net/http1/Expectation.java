/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.TransportRequest;

/** {@code Expect: 100-continue} (RFC 9110 section 10.1.1). */
public final class Expectation {

  private static final int EXPECTATION_FAILED = 417;

  private Expectation() {}

  /** Whether to wait for the peer's consent before the body is sent. */
  public static boolean of(TransportRequest request) {
    return request
        .headers()
        .first("Expect")
        .filter("100-continue"::equalsIgnoreCase)
        .isPresent();
  }

  /**
   * Whether the peer refuses only the expectation, so that the request is repeated without it. That
   * is safe for every method, because the peer has not processed the request.
   */
  public static boolean refused(TransportRequest request, int status) {
    Body body = request.body();
    return status == EXPECTATION_FAILED && of(request) && (body.repeatable() || !body.spent());
  }

  /** Returns the same request without the expectation. */
  public static TransportRequest dropped(TransportRequest request) {
    return new TransportRequest(
        request.method(),
        request.url(),
        request.headers().without("Expect"),
        request.body(),
        request.version(),
        request.choice());
  }
}
