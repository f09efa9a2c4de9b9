/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.BlockingClient;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.standard.StandardTransport;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Holdfast's transport without its session: the difference is the cost of the session. All reusable
 * objects are created once, for all calls.
 */
final class TransportPeer implements BlockingClient {

  private final Transport transport = StandardTransport.builder()
      .maxConnectionsPerRoute(Target.CONNECTIONS)
      .maxConnections(Target.CONNECTIONS)
      .build();
  private final TransportRequest request;
  private final AttemptLimits limits;

  TransportPeer(Target target, Work work) {
    // The session's request, byte for byte.
    Headers headers = Headers.empty()
        .plus("Accept", "*/*")
        .plus("User-Agent", "holdfast/0.1")
        .plus("Accept-Encoding", "gzip, deflate");
    Body body = work.uploads() ? Body.wrap(work.body()) : Body.none();
    request = new TransportRequest(
        work.uploads() ? "POST" : "GET", Url.parse(target.url(work)), headers, body);
    long timeout = target.timeout().toNanos();
    limits = new AttemptLimits(
        target.connect().toNanos(),
        timeout,
        timeout,
        timeout,
        Long.MAX_VALUE,
        Duration.ofMinutes(2).toNanos());
  }

  @Override
  public Caller newCaller() {
    return this::call;
  }

  private int call() throws IOException {
    try (TransportResponse response = transport.send(request, limits, AttemptListener.none())) {
      int length = Integer.parseInt(response.headers().first("Content-Length").orElseThrow());
      return response.body().readNBytes(length).length;
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
