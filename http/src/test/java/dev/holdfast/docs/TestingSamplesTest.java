/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.Category;
import dev.holdfast.http.ConnectException;
import dev.holdfast.http.ReadTimeoutException;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.TlsException;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.DeadEnd;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.TestCertificates;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class TestingSamplesTest {

  @Test
  void playsAScript() {
    // sample: script
    Step busy = Step.respond(503).header("Retry-After", "0");
    Step good = Step.respond(200).body("ok").keepAlive();
    Step cut = Step.raw(
        Action.send("HTTP/1.1 200 OK\r\nContent-Le"),
        Action.pause(Duration.ofMillis(20)),
        Action.rst());

    try (FaultServer server = FaultServer.start(busy, cut, good);
        Session session = Session.builder()
            .time(VirtualTime.flowing()) // real sockets, but delays pass at once
            .build()) {

      assertThat(session.get(server.url("/report")).text()).isEqualTo("ok");
      assertThat(server.requests()).extracting(SeenRequest::method).hasSize(3).containsOnly("GET");
    }
    // end
  }

  @Test
  void breaksTls() {
    // sample: tls
    TestCertificates certificates = TestCertificates.create();
    try (FaultServer server = FaultServer.builder()
            .tls(certificates.expired())
            .start(Step.always(Step.respond(200)));
        Session session =
            Session.builder().sslContext(certificates.clientContext()).build()) {

      assertThatExceptionOfType(TlsException.class)
          .isThrownBy(() -> session.get(server.url("/")))
          .matches(TlsException::certificate);
      assertThat(server.requests()).isEmpty();
    }
    // end
  }

  @Test
  void isNotThere() {
    // sample: deadend
    try (DeadEnd closedPort = DeadEnd.refusing();
        Session session = Session.builder().retry(Retry.off()).build()) {

      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> session.get(closedPort.url("/")))
          .matches(e -> e.category() == Category.CONNECT_REFUSED);
    }
    // end
  }

  @Nested
  // sample: junit
  @ExtendWith(FaultServerExtension.class)
  class ReportClientTest {

    @Test
    void retriesWhenTheServerIsBusy(FaultServer server) {
      server.enqueue(Step.respond(503), Step.respond(200).body("ok"));

      try (Session session = Session.create()) {
        assertThat(session.get(server.url("/report")).text()).isEqualTo("ok");
      }
    }
  }
  // end

  @Test
  void answersFromMemory() {
    // sample: mock
    MockTransport mock = MockTransport.create()
        .respond(503)
        .fail(FailureKind.READ_TIMEOUT, Sent.MAYBE)
        .respond(200, "ok");
    VirtualTime time = VirtualTime.create();
    try (Session session = Session.builder().transport(mock).time(time).build()) {

      assertThat(session.get("https://api.example.com/report").text()).isEqualTo("ok");
      assertThat(mock.requests()).extracting(TransportRequest::method).containsOnly("GET");
      assertThat(time.slept()).isLessThanOrEqualTo(Duration.ofMillis(500)); // 0 + up to 0.5 s
    }
    // end
  }

  @Test
  void movesTimeByHand() {
    // sample: time
    VirtualTime time = VirtualTime.create();
    StringBuilder log = new StringBuilder();
    time.schedule(Duration.ofSeconds(30).toNanos(), () -> log.append("30 s are over"));

    time.advance(Duration.ofSeconds(29));
    assertThat(log).isEmpty();

    time.advance(Duration.ofSeconds(1));
    assertThat(log).hasToString("30 s are over");
    // end
  }

  @Test
  void choosesByRequest() {
    // sample: choose
    Step byPath = Step.choose(request ->
        request.target().startsWith("/slow") ? Step.stall() : Step.respond(200).body("quick"));
    // end
    try (FaultServer server = FaultServer.start(Step.always(byPath));
        Session session = Session.builder()
            .timeouts(Timeouts.defaults().read(Duration.ofSeconds(1)))
            .retry(Retry.off())
            .build()) {
      assertThat(session.get(server.url("/")).text()).isEqualTo("quick");
      assertThatExceptionOfType(ReadTimeoutException.class)
          .isThrownBy(() -> session.get(server.url("/slow")));
    }
  }
}
