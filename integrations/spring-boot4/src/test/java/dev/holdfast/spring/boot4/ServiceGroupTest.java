/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.spring.boot.HoldfastEndpoint;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

/** A group of HTTP interfaces with its own settings, in an application without OpenTelemetry. */
class ServiceGroupTest {

  private static final List<String> observed = new CopyOnWriteArrayList<>();

  interface Orders {
    @GetExchange("/orders/{id}")
    String order(@PathVariable("id") String id);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @ImportHttpServices(group = "shop", types = Orders.class)
  static class Sample {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    ObservationRegistry observations() {
      ObservationRegistry registry = ObservationRegistry.create();
      registry.observationConfig().observationHandler(new ObservationHandler<>() {
        @Override
        public void onStop(Observation.Context context) {
          observed.add(context.getName());
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
          return true;
        }
      });
      return registry;
    }
  }

  private static ConfigurableApplicationContext start(FaultServer server) {
    return new SpringApplicationBuilder(Sample.class)
        .web(WebApplicationType.NONE)
        .properties(Map.of(
            "spring.http.serviceclient.shop.base-url", server.origin(),
            "spring.http.serviceclient.shop.read-timeout", "200ms",
            "holdfast.retry.total", "1",
            "spring.jmx.enabled", "true",
            "management.endpoints.jmx.exposure.include", "holdfast",
            "spring.main.banner-mode", "off"))
        .run();
  }

  @Test
  void aGroupIsResilientWithItsSettingsAndNamedInMetersAndObservations() {
    try (FaultServer server = FaultServer.start(
            Step.respond(503), Step.respond(200).body("tea"), Step.stall(), Step.stall());
        ConfigurableApplicationContext application = start(server)) {
      Orders orders = application.getBean(Orders.class);

      assertThat(orders.order("7")).isEqualTo("tea");
      assertThatThrownBy(() -> orders.order("8"))
          .isInstanceOf(ResourceAccessException.class)
          .hasMessageContaining("200 ms")
          .hasStackTraceContaining("ReadTimeoutException");

      assertThat(application
              .getBean(MeterRegistry.class)
              .get("holdfast.call")
              .tags("client.name", "shop", "uri", "/orders/{id}", "outcome", "SUCCESS")
              .timer()
              .count())
          .isEqualTo(1);
      assertThat(observed)
          .filteredOn(name -> name.startsWith("holdfast."))
          .containsExactly(
              "holdfast.http.attempt",
              "holdfast.http.attempt",
              "holdfast.http.call",
              "holdfast.http.attempt",
              "holdfast.http.attempt",
              "holdfast.http.call");
      assertThat(application.getBean(HoldfastEndpoint.class).sessions().toString())
          .contains("127.0.0.1:" + server.port());
    }
  }
}
