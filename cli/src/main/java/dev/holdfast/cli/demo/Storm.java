/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

import dev.holdfast.http.Request;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;

/** A service that is overloaded for a moment. */
final class Storm implements Scene {

  @Override
  public String title() {
    return "Retries that back off";
  }

  @Override
  public String story() {
    return "The service is overloaded: three times 503, then it is back.";
  }

  @Override
  public void play(Stage stage) {
    Retry retry =
        Retry.builder().backoff(Backoff.exponential(Duration.ofMillis(400))).build();
    try (FaultServer server = FaultServer.start(
            Step.repeat(3, Step.respond(503)), Step.respond(200).body("back"));
        Session session = Session.builder().retry(retry).build()) {
      Played played = stage.calls(
          "session.get(url)                      // backoff 400 ms, full jitter",
          session,
          Request.get(server.url("/orders")));
      stage
          .expect(played.status() == 200, "the fourth attempt is answered")
          .expect(played.attempts() == 4, "four attempts")
          .expect(played.waited().toMillis() <= 1_200, "waits of at most 0, 0.4 and 0.8 s");
    }
    stage.moral(
        "Waits grow, and chance spreads them: a thousand clients do not come back at once.");
  }
}
