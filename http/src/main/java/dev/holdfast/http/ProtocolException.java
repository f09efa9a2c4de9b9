/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.TransportException;

/** No answer, an answer cut short, or something that is no valid HTTP response. */
public final class ProtocolException extends RequestException {
  private static final long serialVersionUID = 1L;

  ProtocolException(Failure failure) {
    super(failure);
  }

  /** Whether the server closed the connection in good order without a byte of a response. */
  public boolean emptyReply() {
    return getCause() instanceof TransportException cause && cause.emptyReply();
  }
}
