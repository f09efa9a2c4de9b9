/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

/** An attempt as text, which observers print. */
class AttemptLineTest {

  private static final String URL = "http://api.example.com/orders?api_key=s3cret";
  private static final String MASKED = "GET http://api.example.com/orders?api_key=***";

  @Test
  void hasItsRequestOutcomeTimeAndReason() {
    try (Session session = session(MockTransport.create().respond(503).respond(200, "ok"))) {
      assertThat(session.get(URL).attempts())
          .extracting(Attempt::toString)
          .containsExactly(
              "attempt 1, " + MASKED + ": 503 in 0 s; status 503; retry 1 of 5 at once",
              "attempt 2, " + MASKED + ": 200 in 0 s; status 200");
    }
  }

  @Test
  void hasTheCategoryOfItsFailure() {
    MockTransport mock = MockTransport.create().fail(FailureKind.READ_TIMEOUT, Sent.MAYBE);
    try (Session session = session(mock)) {
      RequestException failure = catchThrowableOfType(
          RequestException.class, () -> session.request(Request.get(URL).retry(Retry.off())));

      assertThat(failure.attempts().get(0).toString())
          .startsWith("attempt 1, " + MASKED + ": read_timeout in 0 s; ");
    }
  }

  private static Session session(MockTransport mock) {
    return Session.builder().transport(mock).time(VirtualTime.create()).build();
  }
}
