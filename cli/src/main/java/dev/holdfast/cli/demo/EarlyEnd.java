/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import java.util.Optional;

/** A wait that would end after the deadline. */
final class EarlyEnd implements Scene {

  private static final Duration DEADLINE = Duration.ofSeconds(3);

  @Override
  public String title() {
    return "No sleeping past the deadline";
  }

  @Override
  public String story() {
    return "The server is down for maintenance: 503, Retry-After: 30. The caller has 3 s.";
  }

  @Override
  public void play(Stage stage) {
    try (FaultServer server = FaultServer.start(Step.respond(503).header("Retry-After", "30"));
        Session session = Session.create()) {
      Played played = stage.calls(
          "session.request(Request.get(url).deadline(ofSeconds(3)))",
          session,
          Request.get(server.url("/report")).deadline(DEADLINE));
      stage
          .expect(played.category().isPresent(), "the call fails")
          .expect(played.attempts() == 1, "after one attempt")
          .expect(played.fasterThan(DEADLINE), "at once, not after 3 s")
          .expect(
              played.retryAfter().equals(Optional.of(Duration.ofSeconds(30))),
              "and says when to come back");
    }
    stage.moral("It fails at once and carries the 30 s, so that the work can be rescheduled.");
  }
}
