/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;

/** A server that takes the request and never answers. */
final class Hang implements Scene {

  private static final Duration READ = Duration.ofMillis(500);

  @Override
  public String title() {
    return "A timeout on every call";
  }

  @Override
  public String story() {
    return "The server takes the request, then falls silent. Next time it answers.";
  }

  @Override
  public void play(Stage stage) {
    try (FaultServer server = FaultServer.start(Step.stall(), Step.respond(200).body("hello"));
        Session session =
            Session.builder().timeouts(Timeouts.defaults().read(READ)).build()) {
      Played played = stage.calls(
          "session.get(url)                      // read timeout 500 ms",
          session,
          Request.get(server.url("/report")));
      stage
          .expect(played.status() == 200, "the second attempt is answered")
          .expect(played.attempts() == 2, "two attempts")
          .expect(played.slowerThan(READ), "the first attempt gets its 500 ms")
          .expect(played.fasterThan(Duration.ofSeconds(10)), "and no more");
    }
    stage.moral(
        "A hang costs half a second, not a thread. Without settings: 27 s, and 2 min in all.");
  }
}
