/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Answers all requests alike, and allocates nothing. For one thread. */
final class ConstantTransport implements Transport, TransportResponse {

  /** The length of a body. */
  static final int BODY = 1_024;

  private final Headers headers = Headers.empty().plus("Content-Length", String.valueOf(BODY));
  private final ByteArrayInputStream body = new ByteArrayInputStream(new byte[BODY]);

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener) {
    listener.begin(Phase.POOL);
    listener.connected(true, "192.0.2.1:80");
    listener.begin(Phase.SEND);
    listener.begin(Phase.HEAD);
    listener.begin(Phase.BODY);
    body.reset();
    return this;
  }

  @Override
  public int status() {
    return 200;
  }

  @Override
  public String reason() {
    return "OK";
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void discard(long maxBytes, long maxNanos) {}

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public void close() {}
}
