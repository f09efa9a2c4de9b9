/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.util.Objects;
import java.util.Optional;

/** No answer, an answer cut short, or something that is no valid HTTP response. */
public final class ProtocolException extends RequestException {
  private static final long serialVersionUID = 1L;

  ProtocolException(Failure failure) {
    super(failure);
  }

  /**
   * For code that finds a response to make no sense: an exception that carries it.
   *
   * @param why in words, without anything secret
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

  /** Whether the server closed the connection in good order without a byte of a response. */
  public boolean emptyReply() {
    return getCause() instanceof TransportException cause && cause.emptyReply();
  }
}
