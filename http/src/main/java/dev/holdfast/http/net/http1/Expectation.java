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

  /** Whether the peer is to be asked before the body is sent. */
  public static boolean of(TransportRequest request) {
    return request
        .headers()
        .first("Expect")
        .filter("100-continue"::equalsIgnoreCase)
        .isPresent();
  }

  /**
   * Whether the peer refuses nothing but the question, so that the request is to be repeated
   * without it. That is safe for every method: the peer has not acted on the request.
   */
  public static boolean refused(TransportRequest request, int status) {
    Body body = request.body();
    return status == EXPECTATION_FAILED && of(request) && (body.repeatable() || !body.spent());
  }

  /** The same request without the question. */
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
