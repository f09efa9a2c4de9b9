/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.message.Body;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A 408 by which a server ends a kept connection, while the next request is on its way. */
@ParameterizedClass
@EnumSource(Mode.class)
class CrossedRequestTest {

  private static final Step TOO_LATE = Step.raw(
      Action.send("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
      Action.fin());

  private final Mode mode;
  private final FaultServer server = FaultServer.start();
  private final Session session = Session.create();

  CrossedRequestTest(Mode mode) {
    this.mode = mode;
  }

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  @Tag("K32")
  void isNoAnswerToARequestThatMayBeRepeated() {
    server.script(Step.respond(200).keepAlive(), TOO_LATE, Step.respond(200).body("second"));
    mode.get(session, server.url("/"));

    Response response = mode.get(session, server.url("/"));

    assertThat(response.text()).isEqualTo("second");
    assertThat(response.attempts()).hasSize(2);
    assertThat(response.attempts().get(0).delay()).isZero();
  }

  @Test
  @Tag("K32")
  void isHandedBackWhereTheRequestMayNotBeRepeated() {
    server.script(Step.respond(200).keepAlive(), TOO_LATE, Step.respond(200));
    mode.get(session, server.url("/"));

    Response response = mode.request(session, Request.post(server.url("/")).body(Body.of("order")));

    assertThat(response.status()).isEqualTo(408);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  @Tag("K32")
  void isAnAnswerOnAFreshConnection() {
    server.script(TOO_LATE, Step.respond(200));

    assertThat(mode.get(session, server.url("/")).status()).isEqualTo(408);
  }
}
