/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static dev.holdfast.assertj.HoldfastAssertions.assertThat;
import static dev.holdfast.assertj.HoldfastAssertions.assertThatCallFails;

import dev.holdfast.http.Category;
import dev.holdfast.http.Session;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AssertionSamplesTest {

  @Test
  void calls() {
    String url = "https://api.example.com/report";
    MockTransport mock = MockTransport.create()
        .respond(503)
        .fail(FailureKind.READ_TIMEOUT, Sent.MAYBE)
        .respond(200, "june")
        .fail(FailureKind.READ_TIMEOUT, Sent.MAYBE);
    try (Session session =
        Session.builder().transport(mock).time(VirtualTime.create()).build()) {
      // sample: calls
      assertThat(session.get(url))
          .hasStatus(200)
          .hasText("june")
          .hasAttempts("503", "read_timeout", "200")
          .waitedBetween(Duration.ZERO, Duration.ofMillis(500));

      assertThatCallFails(() -> session.post(url))
          .hasCategory(Category.READ_TIMEOUT)
          .hasSent(Sent.MAYBE)
          .hasAttempts(1)
          .endedBecause("POST may have been processed");
      // end
    }
  }
}
