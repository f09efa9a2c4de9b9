/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static dev.holdfast.assertj.HoldfastAssertions.assertThat;
import static dev.holdfast.assertj.HoldfastAssertions.assertThatCallFails;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.holdfast.http.Category;
import dev.holdfast.http.Session;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WireMockSamplesTest {

  // sample: server
  static final WireMockServer wireMock = new WireMockServer(options().dynamicPort());

  @BeforeAll
  static void start() {
    wireMock.start();
  }

  @AfterAll
  static void stop() {
    wireMock.stop();
  }

  // end

  // sample: busy
  @Test
  void aBusyServerIsAskedAgain() {
    wireMock.stubFor(get("/report")
        .inScenario("busy")
        .whenScenarioStateIs(STARTED)
        .willReturn(serviceUnavailable().withHeader("Retry-After", "1"))
        .willSetStateTo("free"));
    wireMock.stubFor(
        get("/report").inScenario("busy").whenScenarioStateIs("free").willReturn(ok("june")));

    try (Session session =
        Session.builder().time(VirtualTime.flowing()).build()) { // waits pass at once
      assertThat(session.get(wireMock.url("/report")))
          .hasText("june")
          .hasAttempts("503", "200")
          .waitedBetween(Duration.ofSeconds(1), Duration.ofMillis(1250));
    }
    wireMock.verify(2, getRequestedFor(urlEqualTo("/report")));
  }

  // end

  // sample: fault
  @Test
  void anOrderIsNotPaidTwice() {
    wireMock.stubFor(
        post("/orders").willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    try (Session session = Session.create()) {
      assertThatCallFails(() -> session.post(wireMock.url("/orders")))
          .hasCategory(Category.CONNECTION_ABORTED)
          .hasSent(Sent.MAYBE)
          .hasAttempts(1);
    }
    wireMock.verify(1, postRequestedFor(urlEqualTo("/orders")));
  }
  // end
}
