/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.TransportResponse;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an attempt that was answered: the head, and the body if it was worth reading
 * before the decision (it is not when the response may be retried or redirected).
 */
final class Exchange {

  private final Url url;
  private final int status;
  private final String reason;
  private final Headers headers;
  private final TransportResponse transport;
  private byte @Nullable [] body;

  Exchange(Url url, TransportResponse transport) {
    this.url = url;
    this.status = transport.status();
    this.reason = transport.reason();
    this.headers = transport.headers();
    this.transport = transport;
  }

  Url url() {
    return url;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  Headers headers() {
    return headers;
  }

  TransportResponse transport() {
    return transport;
  }

  byte @Nullable [] body() {
    return body;
  }

  void body(byte[] bytes) {
    body = bytes;
  }
}
