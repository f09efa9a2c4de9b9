/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import org.junit.jupiter.api.Test;

/** The first example in the README. */
class QuickStartSamplesTest {

  record Report(String title, int pages) {}

  @Test
  void runs() {
    Step report = Step.respond(200)
        .header("Content-Type", "application/json")
        .body("{\"title\":\"June\",\"pages\":12}");

    try (FaultServer server = FaultServer.start(Step.respond(503), report)) {
      assertThat(load(server.url("/reports/june"))).isEqualTo(new Report("June", 12));
    }
  }

  // sample: load
  static Report load(String url) {
    try (Session session = Session.create()) {
      Response response = session.get(url); // ends within 120 s, 5 retries at most
      response.raiseForStatus(); // 4xx and 5xx become a StatusException
      System.out.print(response.explain()); // every attempt, and why there was another
      return response.json(Report.class);
    }
  }
  // end
}
