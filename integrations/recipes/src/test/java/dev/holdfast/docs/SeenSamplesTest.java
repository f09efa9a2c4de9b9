/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.message.UrlTemplate;
import dev.holdfast.jfr.HoldfastRecorder;
import dev.holdfast.micrometer.HoldfastMetrics;
import dev.holdfast.micrometer.HoldfastObservations;
import dev.holdfast.opentelemetry.HoldfastTelemetry;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.Test;

class SeenSamplesTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final ObservationRegistry observationRegistry = ObservationRegistry.create();
  private final OpenTelemetry openTelemetry = OpenTelemetry.noop();

  // sample: template
  private static final UrlTemplate ORDER = UrlTemplate.of("/orders/{id}");

  // end

  @Test
  void metrics() {
    try (FaultServer server = FaultServer.start(Step.respond(503), Step.respond(200))) {
      String origin = server.origin();
      // sample: metrics
      HoldfastMetrics metrics = HoldfastMetrics.of(registry);
      Session session = Session.builder()
          .baseUrl(origin)
          .defaults(defaults -> defaults.attribute(AttributeKey.CLIENT_NAME, "shop"))
          .listener(metrics) // timers and counters
          .build();
      metrics.bind(session); // gauges: budgets, breakers, limits, the pool

      session.request(Request.get(ORDER, 7)); // uri="/orders/{id}"
      // end
      session.close();
      assertThat(registry
              .get("holdfast.call")
              .tag("client.name", "shop")
              .tag("uri", "/orders/{id}")
              .tag("attempts", "2")
              .timer()
              .count())
          .isEqualTo(1);
      assertThat(registry.find("holdfast.budget.left").gauge()).isNotNull();
    }
  }

  @Test
  void traces() {
    // sample: telemetry
    Session session = HoldfastTelemetry.of(openTelemetry)
        .install(Session.builder()) // then everything else
        .build();
    // end
    session.close();
    // sample: observations
    Session observed =
        HoldfastObservations.of(observationRegistry).install(Session.builder()).build();
    // end
    observed.close();
    // sample: recorder
    Session recorded = Session.builder().listener(new HoldfastRecorder()).build();
    // end
    recorded.close();
    assertThat(recorded.origins()).isEmpty();
  }
}
