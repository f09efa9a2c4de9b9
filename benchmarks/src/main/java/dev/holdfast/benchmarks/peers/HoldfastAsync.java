/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.transport.HttpVersion;
import java.util.concurrent.CompletableFuture;

/** A session with every rule and safeguard in force. */
final class HoldfastAsync implements AsyncClient {

  private final Session session;
  private final Request request;

  HoldfastAsync(Target target) {
    session = Session.builder()
        .sslContext(target.trust())
        .maxConnectionsPerRoute(Target.CONNECTIONS)
        .maxConnections(Target.CONNECTIONS)
        .timeouts(Timeouts.defaults().connect(Target.CONNECT_TIMEOUT))
        .build();
    request = Request.get(target.url())
        .httpVersion(target.http2() ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
  }

  @Override
  public void start(Done done) {
    CompletableFuture<Response> unused = session
        .sendAsync(request)
        .whenComplete((response, failure) ->
            done.done(failure == null ? response.bytes().length : 0, failure));
  }

  @Override
  public void close() {
    session.close();
  }
}
