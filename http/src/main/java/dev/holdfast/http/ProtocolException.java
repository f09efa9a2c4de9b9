/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.util.Objects;
import java.util.Optional;

/** Thrown when there is no response, a truncated one, or an invalid one. */
public final class ProtocolException extends RequestException {
  private static final long serialVersionUID = 1L;

  ProtocolException(Failure failure) {
    super(failure);
  }

  /**
   * Returns an exception with a response that the caller's code finds invalid.
   *
   * @param why a description without secrets
   */
  public static ProtocolException of(HttpResponse response, String why) {
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(response, "response");
    return new ProtocolException(new Failure(
        Category.BAD_RESPONSE,
        Sent.ANSWERED,
        response.url() + ": " + why,
        Optional.empty(),
        Optional.of(response.request()),
        response.attempts(),
        response instanceof Response whole ? Optional.of(whole) : Optional.empty(),
        Optional.empty()));
  }

  /** Whether the server closed the connection orderly without a byte of a response. */
  public boolean emptyReply() {
    return getCause() instanceof TransportException cause && cause.emptyReply();
  }
}
