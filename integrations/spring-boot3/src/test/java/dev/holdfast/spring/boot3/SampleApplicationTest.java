/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.ReadTimeoutException;
import dev.holdfast.http.Session;
import dev.holdfast.spring.boot.HoldfastEndpoint;
import dev.holdfast.spring.boot.SessionCustomizer;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ClientHttpRequestFactorySettings;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** An application of Spring Boot 3.5 with the starter, and nothing said about its clients. */
class SampleApplicationTest {

  private static final List<String> attempts = new CopyOnWriteArrayList<>();
  private static ConfigurableApplicationContext application;

  private final FaultServer server = FaultServer.start();

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Sample {

    @Bean
    RestClient restClient(RestClient.Builder builder) {
      return builder.build();
    }

    @Bean
    WebClient webClient(WebClient.Builder builder) {
      return builder.build();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    SessionCustomizer observed() {
      return session -> session.observer(attempt -> attempts.add(attempt.reason()));
    }
  }

  @BeforeAll
  static void start() {
    application = new SpringApplicationBuilder(Sample.class)
        .web(WebApplicationType.NONE)
        .properties(Map.of(
            "holdfast.deadline",
            "20s",
            "holdfast.timeouts.read",
            "1s",
            "holdfast.retry.total",
            "3",
            "holdfast.retry.methods",
            "GET,PUT",
            "holdfast.breaker",
            "standard",
            "holdfast.mounts.[https://reports.example.com/].deadline",
            "10m",
            "holdfast.mounts.[https://reports.example.com/].retry.total",
            "8",
            "spring.jmx.enabled",
            "true",
            "spring.main.banner-mode",
            "off",
            "management.endpoints.jmx.exposure.include",
            "holdfast"))
        .run();
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @AfterEach
  void close() {
    server.close();
    attempts.clear();
  }

  private static <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  @Test
  void everyRestClientIsResilient() {
    server.script(
        Step.respond(503).header("Retry-After", "0"),
        Step.stallMidBody(),
        Step.respond(200).body("three"));

    String body = bean(RestClient.class).get().uri(server.url("/")).retrieve().body(String.class);

    assertThat(body).isEqualTo("three");
    assertThat(attempts).hasSize(3);
  }

  @Test
  void everyWebClientIsResilient() {
    server.script(Step.respond(503), Step.respond(200).body("two"));

    String body = bean(WebClient.class)
        .put()
        .uri(server.url("/"))
        .bodyValue("value")
        .retrieve()
        .bodyToMono(String.class)
        .block(Duration.ofSeconds(20));

    assertThat(body).isEqualTo("two");
    assertThat(attempts).hasSize(2);
  }

  @Test
  void aPostIsSentOnce() {
    server.script(Step.resetBeforeHeaders());

    assertThatThrownBy(() -> bean(RestClient.class)
            .post()
            .uri(server.url("/"))
            .body("pay")
            .retrieve()
            .toBodilessEntity())
        .isInstanceOf(ResourceAccessException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void thePropertiesAreTheSessions() {
    String reports = bean(Session.class).describe("https://reports.example.com/june");
    String other = bean(Session.class).describe("https://api.example.com/");

    assertThat(other).contains("deadline 20 s", "total=3", "[GET, PUT]", "read 1 s", "breaker");
    assertThat(reports).contains("deadline 600 s", "total=8", "[GET, PUT]");
  }

  @Test
  @SuppressWarnings("unchecked")
  void theEndpointShowsTheStateOfOrigins() {
    server.script(Step.respond(200));
    bean(RestClient.class).get().uri(server.url("/")).retrieve().toBodilessEntity();

    assertThat(bean(HoldfastEndpoint.class).sessions().toString())
        .contains("127.0.0.1:" + server.port(), "breaker=CLOSED", "retriesLeft=", "idle=");
  }

  @Test
  void anOpenBreakerIsNoIllnessOfTheApplication() {
    Objects.requireNonNull(bean(Session.class).origin(server.url("/")).breaker().orElse(null))
        .forceOpen();

    var health =
        application.getBean("holdfastHealthIndicator", HealthIndicator.class).health();

    assertThat(Objects.requireNonNull(health).getStatus().getCode()).isEqualTo("UP");
    assertThat(health.getDetails().toString()).contains(String.valueOf(server.port()), "OPEN");
  }

  @Test
  @SuppressWarnings("unchecked")
  void settingsOfSpringBootForAClientHold() {
    server.script(Step.stall(), Step.stall(), Step.stall(), Step.stall());
    var settings =
        ClientHttpRequestFactorySettings.defaults().withReadTimeout(Duration.ofMillis(100));
    var factory = bean(ClientHttpRequestFactoryBuilder.class).build(settings);
    RestClient client = RestClient.builder().requestFactory(factory).build();

    assertThatThrownBy(() -> client.get().uri(server.url("/")).retrieve().toBodilessEntity())
        .isInstanceOf(ResourceAccessException.class)
        .hasMessageContaining("100 ms")
        .extracting(e -> Objects.requireNonNull(e.getCause()).getCause())
        .isInstanceOf(ReadTimeoutException.class);
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void callsAreMetered() {
    server.script(Step.respond(200));
    bean(RestClient.class).get().uri(server.origin() + "/o/{id}", 7).retrieve().toBodilessEntity();

    MeterRegistry meters = bean(MeterRegistry.class);

    assertThat(meters
            .get("holdfast.call")
            .tag("uri", server.origin() + "/o/{id}")
            .timer()
            .count())
        .isEqualTo(1);
    assertThat(meters
            .get("holdfast.breaker.state")
            .tags("origin", server.origin(), "state", "closed")
            .gauge()
            .value())
        .isEqualTo(1);
  }
}
