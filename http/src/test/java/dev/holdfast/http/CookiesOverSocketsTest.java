/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static dev.holdfast.testkit.Step.respond;
import static dev.holdfast.testkit.Step.stall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.latency.Hedge;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.FaultServer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CookiesOverSocketsTest {

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aHedgeThatWinsSetsItsCookies(Mode mode) {
    Safeguards hedging =
        Safeguards.builder().hedge(Hedge.after(Duration.ofMillis(50))).build();
    try (FaultServer server =
            FaultServer.start(stall(), respond(200).header("Set-Cookie", "a=1"), respond(200));
        Session session = Session.builder().cookies().safeguards(hedging).build()) {
      mode.get(session, server.url("/"));
      mode.get(session, server.url("/"));

      assertThat(server.requests().get(2).header("Cookie")).contains("a=1");
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aServerNeverSeesTheCookieOfAnotherHost(Mode mode) {
    try (FaultServer server = FaultServer.start();
        Session session = Session.builder().cookies().build()) {
      server.script(
          respond(302)
              .header("Set-Cookie", "sid=canary")
              .header("Location", server.otherOrigin() + "/"),
          respond(200));

      mode.get(session, server.url("/"));

      assertThat(server.requests().get(1).header("Cookie")).isEmpty();
    }
  }
}
