/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.retry.Backoff;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
@Tag("B25")
class ForgottenStreamTest {

  private static final Request REQUEST = Request.get("http://api.example.com/report?token=canary");

  private final MockedSession mocked = new MockedSession();

  @Test
  void isTakenBackSomeTimeAfterItsDeadlineAndReported() {
    RecordedResponse connection = RecordedResponse.whole("x");
    mocked.transport.handle(request -> connection).respond(200).respond(200).respond(200);
    Session session = mocked.session();

    try (LogRecords log = LogRecords.of("dev.holdfast.http")) {
      StreamedResponse forgotten = session.stream(REQUEST.deadline(Duration.ofSeconds(2)));
      session.get("http://h/");
      mocked.time.advance(Duration.ofSeconds(2));
      session.get("http://h/");
      assertThat(connection.released()).isZero();
      mocked.time.advance(Duration.ofSeconds(1));
      session.get("http://h/");

      assertThat(connection.released()).isOne();
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("http://api.example.com/report?token=***")
          .contains("deadline has passed")
          .contains("ForgottenStreamTest.isTakenBackSomeTimeAfterItsDeadline");
      forgotten.close();
      assertThat(connection.released()).isOne();
    }
  }

  @Test
  void isTakenBackWhenItWasCollected() {
    RecordedResponse connection = RecordedResponse.whole("x");
    mocked.transport.handle(request -> connection).otherwise(request -> RecordedResponse.whole(""));
    Session session = mocked.session();

    try (LogRecords log = LogRecords.of("dev.holdfast.http")) {
      session.stream(REQUEST);
      collectUntilReleased(session, connection);

      assertThat(connection.released()).isOne();
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("dropped without being closed")
          .contains("ForgottenStreamTest.isTakenBackWhenItWasCollected")
          .doesNotContain("canary");
    }
  }

  @Test
  void isKeptByItsBodyAlone() throws Exception {
    mocked.transport.respond(200, "x");
    var body = mocked.session().stream(REQUEST).body();

    System.gc();

    assertThat(body.readAllBytes()).hasSize(1);
  }

  @Test
  void aThousandOfThemDoNotStarveThePool() {
    try (FaultServer server = FaultServer.start(Step.always(Step.respond(200).keepAlive()));
        LogRecords log = LogRecords.of("dev.holdfast.http");
        Session session = Session.builder()
            .maxConnectionsPerRoute(250)
            .timeouts(Timeouts.defaults().pool(Duration.ofMillis(50)))
            .retry(Retry.builder()
                .total(200)
                .backoff(Backoff.constant(Duration.ofMillis(10)))
                .build())
            .build()) {
      for (int i = 0; i < 1_000; i++) {
        session.stream(Request.get(server.url("/")).deadline(Duration.ofSeconds(20)));
        if (i % 250 == 249) {
          System.gc();
        }
      }

      assertThat(log.messages()).hasSizeGreaterThanOrEqualTo(750);
      assertThat(server.openConnections()).isLessThanOrEqualTo(251);
    }
  }

  /** A full collection finds it; its reference comes into the queue at some time after that. */
  private static void collectUntilReleased(Session session, RecordedResponse connection) {
    for (int i = 0; i < 500 && connection.released() == 0; i++) {
      System.gc();
      session.get("http://h/");
    }
  }
}
