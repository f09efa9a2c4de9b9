/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.AsyncClient;
import dev.holdfast.benchmarks.race.BlockingClient;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.HttpVersion;
import java.util.concurrent.CompletableFuture;

/** A session with all rules and safeguards in force. */
final class HoldfastPeer implements BlockingClient, AsyncClient {

  private final Session session;
  private final Target target;
  private final Work work;
  private final byte[] upload;

  HoldfastPeer(Target target, Work work) {
    this.target = target;
    this.work = work;
    upload = work.body();
    session = Session.builder()
        .sslContext(target.trust())
        .maxConnectionsPerRoute(Target.CONNECTIONS)
        .maxConnections(Target.CONNECTIONS)
        .timeouts(Timeouts.of(target.connect(), target.timeout()))
        .build();
  }

  @Override
  public Caller newCaller() {
    return () -> length(session.request(request()));
  }

  @Override
  public void start(Done done) {
    CompletableFuture<Response> unused = session
        .sendAsync(request())
        .whenComplete(
            (response, failure) -> done.done(failure == null ? length(response) : 0, failure));
  }

  private static int length(Response response) {
    return response.ok() ? response.bytes().length : 0;
  }

  private Request request() {
    String url = target.url(work);
    Request request = work.uploads() ? Request.post(url).body(Body.wrap(upload)) : Request.get(url);
    return target.http2() ? request.httpVersion(HttpVersion.HTTP_2) : request;
  }

  @Override
  public void close() {
    session.close();
  }
}
