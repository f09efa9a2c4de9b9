/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.apache;

import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.util.Set;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * A handler directly above the connection, which sees every exchange of messages. An attempt is one
 * exchange, except for exchanges that ask for credentials.
 */
final class ExecGuard implements ExecChainHandler {

  private static final Set<Integer> ASKS_AGAIN = Set.of(401, 407);
  private static final String STATUS = "dev.holdfast.attempt.status";

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ExecAttempt attempt = ExecAttempt.of(scope.clientContext);
    if (attempt == null) {
      return chain.proceed(request, scope);
    }
    Object before = scope.clientContext.getAttribute(STATUS);
    if (attempt.exchanged() && (before == null || !ASKS_AGAIN.contains(before))) {
      throw TransportException.of(
              FailureKind.INVALID_REQUEST,
              Sent.MAYBE,
              "a handler of the client wanted to send the request a second time"
                  + " (expected: no retries but those of Holdfast)",
              null)
          .asPermanent();
    }
    scope.clientContext.removeAttribute(STATUS);
    attempt.exchange();
    ClassicHttpResponse response = chain.proceed(request, scope);
    scope.clientContext.setAttribute(STATUS, response.getCode());
    return response;
  }
}
