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

/** A server that names the time to come back. */
final class PoliteWait implements Scene {

  private static final Duration ASKED = Duration.ofSeconds(1);
  /**
   * The longest wait with its spread: clients that were told the same time do not return at the
   * same moment.
   */
  private static final Duration LONGEST = Duration.ofMillis(1_250);

  @Override
  public String title() {
    return "The server's word counts";
  }

  @Override
  public String story() {
    return "The server limits the rate: 429, Retry-After: 1.";
  }

  @Override
  public void play(Stage stage) {
    try (FaultServer server = FaultServer.start(
            Step.respond(429).header("Retry-After", "1"), Step.respond(200).body("your turn"));
        Session session = Session.create()) {
      Played played =
          stage.calls("session.get(url)", session, Request.get(server.url("/search?q=tea")));
      stage
          .expect(played.status() == 200, "the second attempt is answered")
          .expect(played.attempts() == 2, "two attempts")
          .expect(
              played.waited().compareTo(ASKED) >= 0, "the wait is at least the second asked for")
          .expect(
              played.waited().compareTo(LONGEST) <= 0, "and at most a quarter longer, by chance")
          .expect(played.slowerThan(ASKED), "and really waited");
    }
    stage.moral("Retry-After replaces the computed wait: never earlier than asked.");
  }
}
