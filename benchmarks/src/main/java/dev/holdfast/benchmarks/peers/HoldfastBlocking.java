/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.race.BlockingClient;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;

/** A session with every rule and safeguard in force; each request is built anew. */
final class HoldfastBlocking implements BlockingClient {

  private final Session session;
  private final Work work;
  private final String url;
  private final byte[] upload;

  HoldfastBlocking(Target target, Work work) {
    this.work = work;
    url = target.url(work);
    upload = work.body();
    session = Session.builder()
        .sslContext(target.trust())
        .maxConnectionsPerRoute(Target.CONNECTIONS)
        .maxConnections(Target.CONNECTIONS)
        .timeouts(Timeouts.defaults().connect(Target.CONNECT_TIMEOUT))
        .build();
  }

  @Override
  public Caller newCaller() {
    return () -> session.request(request()).bytes().length;
  }

  private Request request() {
    return work.uploads() ? Request.post(url).body(upload) : Request.get(url);
  }

  @Override
  public void close() {
    session.close();
  }
}
