/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.ReadTimeoutException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeoutSamplesTest {

  @Test
  void boundsEveryCallOfASessionAndOneOfThemTighter() {
    try (FaultServer server = FaultServer.start(Step.respond(200).body("ok"))) {
      String url = server.url("/report");
      // sample: session
      Session session = Session.builder()
          .timeouts(Timeouts.of(Duration.ofSeconds(2), Duration.ofSeconds(10)) // connect, read
              .deadline(Duration.ofSeconds(30)))
          .build();
      // end
      try (session) {
        // sample: request
        Response response = session.request(Request.get(url).deadline(Duration.ofSeconds(5)));
        // end
        assertThat(response.text()).isEqualTo("ok");
      }
    }
  }

  // sample: test
  @Test
  void endsACallThatHangs() {
    try (FaultServer server = FaultServer.start(Step.stallMidBody());
        Session session = Session.builder()
            .timeouts(Timeouts.defaults().read(Duration.ofMillis(200)))
            .retry(Retry.off())
            .build()) {

      assertThatExceptionOfType(ReadTimeoutException.class)
          .isThrownBy(() -> session.get(server.url("/report")));
    }
  }
  // end
}
