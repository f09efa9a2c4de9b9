/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The real session, on simulated time and connections.
 *
 * @param tuning the settings beyond the defaults
 */
public record HoldfastPolicy(String id, String title, Site.Tuning tuning) implements Policy {

  /** A session with the defaults. */
  public static HoldfastPolicy defaults() {
    return new HoldfastPolicy("holdfast", "Holdfast", Site.Tuning.none());
  }

  /** A session with other safeguards. */
  static HoldfastPolicy with(
      String id, String title, UnaryOperator<Safeguards.Builder> safeguards) {
    return new HoldfastPolicy(
        "holdfast+" + id,
        "Holdfast, " + title,
        new Site.Tuning(UnaryOperator.identity(), safeguards));
  }

  @Override
  public Client open(Site site) {
    SessionLog.off();
    SessionBuilder builder = Session.builder()
        .time(site.world())
        .executor(site.world())
        .random(site.random())
        .transport(MockTransport.create())
        .asyncTransport(new SimulatedTransport(site.origins()))
        .timeouts(Timeouts.defaults().read(Duration.ofNanos(site.readTimeoutNanos())));
    Session session = tuning.and(site.tuning()).applyTo(builder).build();
    Request[] requests = IntStream.range(0, site.origins().size())
        .mapToObj(SimulatedTransport::url)
        .map(Request::get)
        .toArray(Request[]::new);
    return (origin, end) -> {
      CompletableFuture<Response> ignored = session
          .sendAsync(requests[origin])
          .whenComplete((response, failure) -> end.ended(failure == null && ok(response)));
    };
  }

  private static boolean ok(Response response) {
    return response.status() < 400;
  }
}
