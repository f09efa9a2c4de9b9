/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.micro;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.InputStream;

/** Answers every request at once, without a body. */
final class Instant implements Transport, TransportResponse {

  private final Headers headers = Headers.empty().plus("Content-Length", "0");

  @Override
  public TransportResponse send(
      TransportRequest request, AttemptLimits limits, AttemptListener listener) {
    listener.begin(Phase.POOL);
    listener.connected(true, "192.0.2.1:80");
    listener.begin(Phase.SEND);
    listener.begin(Phase.HEAD);
    listener.begin(Phase.BODY);
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
    return InputStream.nullInputStream();
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
