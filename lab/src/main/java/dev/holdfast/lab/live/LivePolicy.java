/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.live;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.lab.client.Client;
import dev.holdfast.lab.client.HoldfastPolicy;
import dev.holdfast.lab.client.Policy;
import dev.holdfast.lab.client.SessionLog;
import dev.holdfast.lab.client.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sessions with real clocks and real sockets. */
final class LivePolicy implements Policy, AutoCloseable {

  private final LiveFront front;
  private final List<Session> sessions = new ArrayList<>();

  LivePolicy(LiveFront front) {
    this.front = front;
    SessionLog.off();
  }

  /** The name of a session's policy, since the goals of the stories are a session's. */
  @Override
  public String id() {
    return HoldfastPolicy.defaults().id();
  }

  @Override
  public String title() {
    return "Holdfast over sockets";
  }

  @Override
  public Client open(Site site) {
    Session session = Session.builder()
        .timeouts(Timeouts.defaults().read(Duration.ofNanos(site.readTimeoutNanos())))
        .build();
    sessions.add(session);
    Request request;
    try {
      request = Request.get(front.add(site.origins().get(0)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (origin, end) -> {
      CompletableFuture<Response> ignored = session
          .sendAsync(request)
          .whenComplete((response, failure) -> {
            boolean ok = failure == null && response.status() < 400;
            front.tell(() -> end.ended(ok));
          });
    };
  }

  @Override
  public void close() {
    sessions.forEach(Session::close);
  }
}
