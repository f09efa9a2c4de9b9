/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.codec.contract.JsonContract;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.codec.BodyCodec;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** JSON on the class path, with the versions of the libraries that Spring Boot manages. */
class ManagedVersionsTest extends JsonContract {

  @Test
  void theVersionOfJacksonIsTheManagedOne() throws Exception {
    String mapper = ServiceLoader.load(BodyCodec.class).findFirst().orElseThrow().getClass()
            .getName().contains("jackson3")
        ? "tools.jackson.databind.ObjectMapper"
        : "com.fasterxml.jackson.databind.ObjectMapper";

    assertThat(Class.forName(mapper).getPackage().getImplementationVersion())
        .isEqualTo(System.getProperty("expected.jackson"));
  }

  @Test
  void callsARealServer() {
    Step report = Step.respond(200).body("{\"name\":\"a\",\"size\":3}");
    try (FaultServer server = FaultServer.start(Step.respond(503), report, report);
        Session session = Session.create()) {
      String url = server.url("/report");

      assertThat(session.get(url).json(Report.class)).isEqualTo(new Report("a", 3));
      assertThat(session.sendAsync(Request.post(url).json(new Report("b", 4))).join().status())
          .isEqualTo(200);
    }
  }
}
