/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.Category;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults that only a whole call, with its retries, has an answer to. */
@ParameterizedClass
@EnumSource(
    value = Mode.class,
    names = {"BLOCKING", "ASYNC"})
class WholeCallTest {

  private static final Retry ONCE_MORE =
      Retry.builder().total(1).backoff(Backoff.constant(Duration.ofMillis(1))).build();

  private final Mode mode;

  WholeCallTest(Mode mode) {
    this.mode = mode;
  }

  @Test
  @Tag("D08")
  void asksOnceMoreForANameThatComesAndGoes() {
    AtomicInteger lookups = new AtomicInteger();
    Dns flapping = host -> {
      if (lookups.incrementAndGet() == 1) {
        throw new UnknownHostException(host);
      }
      return List.of(InetAddress.getLoopbackAddress());
    };
    try (FaultServer server = FaultServer.start(Step.respond(200));
        Session session = Session.builder().dns(flapping).retry(ONCE_MORE).build()) {
      Response response =
          mode.request(session, Request.post("http://a.example:" + server.port() + "/"));

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.attempts()).hasSize(2);
    }
  }

  @Test
  @Tag("B28")
  void startsABodyThatBrokeOffFromItsBeginning() {
    try (FaultServer server = FaultServer.start(
            Step.respond(200).header("ETag", "\"1\"").body("first version").shortBy50(),
            Step.respond(200).header("ETag", "\"2\"").body("second one"));
        Session session = Session.builder().retry(ONCE_MORE).build()) {
      Response response = mode.get(session, server.url("/"));

      assertThat(response.text()).isEqualTo("second one");
      assertThat(server.requests())
          .hasSize(2)
          .noneMatch(seen -> seen.header("Range").isPresent());
    }
  }

  @Test
  @Tag("W08")
  void neverSendsABodyASecondTimeThatCanBeSentOnce() {
    byte[] bytes = {1, 2, 3};
    try (FaultServer server = FaultServer.start(Step.closeBeforeHeaders(), Step.respond(200));
        Session session = Session.builder().retry(ONCE_MORE).build()) {
      Request put = Request.put(server.url("/"))
          .header("Idempotency-Key", "k")
          .body(Body.once(new ByteArrayInputStream(bytes), bytes.length));

      RequestException failure =
          catchThrowableOfType(RequestException.class, () -> mode.request(session, put));

      assertThat(failure.category()).isEqualTo(Category.UNREWINDABLE_BODY);
      assertThat(failure).hasMessageContaining("can be sent only once");
      assertThat(server.requests()).extracting(SeenRequest::body).containsExactly(bytes);
    }
  }

  /** The same for a peer that hangs up on accept: nothing may ever have been sent, or all of it. */
  @Test
  @Tag("K04")
  void neverRepeatsAPostThatAReusedConnectionSwallowed() {
    try (FaultServer server = FaultServer.start(
            Step.respond(200).keepAlive(), Step.closeBeforeHeaders(), Step.respond(200));
        Session session = Session.builder().retry(ONCE_MORE).build()) {
      assertThat(mode.get(session, server.url("/")).status()).isEqualTo(200);

      RequestException failure = catchThrowableOfType(
          RequestException.class,
          () -> mode.request(session, Request.post(server.url("/")).body("once")));

      assertThat(failure.category()).isEqualTo(Category.CONNECTION_ABORTED);
      assertThat(failure.sent()).isEqualTo(Sent.MAYBE);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(1);
    }
  }
}
