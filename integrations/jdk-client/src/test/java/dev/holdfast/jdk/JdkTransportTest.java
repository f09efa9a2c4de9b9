/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.parity.CarrierContract;
import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.net.Authenticator;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class JdkTransportTest extends CarrierContract {

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  protected Transport transport() {
    return JdkTransport.of(client);
  }

  @Test
  void asksForNoOtherVersionOfHttp() {
    server.script(Step.respond(200));
    try (Session session = session()) {
      session.get(server.url("/"));
    }
    assertThat(server.requests().get(0).header("Upgrade")).isEmpty();
  }

  @Test
  void aGetThatTheClientMayHaveRepeatedProvesNothing() throws IOException {
    try (DeadEnd deadEnd = DeadEnd.refusing();
        Session session = session()) {
      RequestException failure = failure(session, Request.get(deadEnd.url("/")));

      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      assertThat(failure.attempts()).hasSize(3);
    }
  }

  @Test
  void aBodyThatIsNotReadGivesTheConnectionUp() throws Exception {
    server.script(Step.dribble(1_000, Duration.ofMillis(20)));
    try (Session session = session()) {
      session.stream(Request.get(server.url("/"))).close();

      server.awaitNoConnection(PATIENCE);
    }
  }

  @Test
  void whatTheClientCannotDoIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(Session.builder().transport(JdkTransport.of(client))::build)
        .withMessageStartingWith("transport: cannot keep the limits connect (expected: ")
        .withMessageContaining("JdkTransport");
    HttpClient.Builder settings = HttpClient.newBuilder();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> JdkTransport.of(settings.followRedirects(Redirect.NORMAL).build()))
        .withMessageContaining("followRedirects");
    HttpClient knowing =
        HttpClient.newBuilder().authenticator(new Authenticator() {}).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdkTransport.of(knowing))
        .withMessageContaining("authenticator");
    try (Session session = Session.create()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JdkTransport.of(HoldfastHttpClient.of(session)))
          .withMessageContaining("multiply");
    }
  }
}
