/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class Resilience4jSettingsTest {

  private static final String URL = "https://api.example.com/";

  private final List<String> told = new ArrayList<>();

  private static StandardEnvironment environment(Map<String, Object> properties) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    ConfigurationPropertySources.attach(environment);
    return environment;
  }

  /**
   * The description of the session. The sentences about ignored properties are added to
   * {@link #told}.
   */
  private String session(Map<String, Object> properties) {
    StandardEnvironment environment = environment(properties);
    ForeignSettings foreign = ForeignSettings.of(Binder.get(environment), Map.of(), told::add);
    try (Session session = Session.builder().settings(foreign::session).build()) {
      return session.describe(URL);
    }
  }

  @Test
  void threeAttemptsAreTwoRetries() {
    String session = session(Map.of(
        "resilience4j.retry.instances.shop.max-attempts", "3",
        "resilience4j.retry.instances.shop.waitDuration", "200"));

    assertThat(session).contains("total=2", "200 ms");
    assertThat(told).isEmpty();
  }

  @Test
  void everyKindHasItsCounterpart() {
    String session = session(Map.ofEntries(
        Map.entry("resilience4j.circuitbreaker.instances.shop.failure-rate-threshold", "50"),
        Map.entry("resilience4j.circuitbreaker.instances.shop.sliding-window-size", "10"),
        Map.entry("resilience4j.circuitbreaker.instances.shop.wait-duration-in-open-state", "5s"),
        Map.entry("resilience4j.ratelimiter.instances.shop.limit-for-period", "7"),
        Map.entry("resilience4j.ratelimiter.instances.shop.limit-refresh-period", "1s"),
        Map.entry("resilience4j.bulkhead.instances.shop.max-concurrent-calls", "9"),
        Map.entry("resilience4j.timelimiter.instances.shop.timeout-duration", "4s")));

    assertThat(session)
        .contains(
            "circuit breaker",
            "the last 10 calls",
            "for 5 s",
            "7 per 1 s",
            "9 at once",
            "attempt 4 s");
    assertThat(told).isEmpty();
  }

  @Test
  void whatHasNoCounterpartIsNamed() {
    session(Map.of(
        "resilience4j.retry.instances.shop.max-attempts", "3",
        "resilience4j.retry.instances.shop.retry-exceptions[0]", "java.io.IOException",
        "resilience4j.circuitbreaker.instances.shop.register-health-indicator", "true"));

    assertThat(told)
        .containsExactlyInAnyOrder(
            "resilience4j.retry.instances.shop.retry-exceptions has no counterpart and is ignored",
            "resilience4j.circuitbreaker.instances.shop.register-health-indicator has no"
                + " counterpart and is ignored");
  }

  @Test
  void anInstanceInheritsItsConfiguration() {
    assertThat(session(Map.of(
            "resilience4j.retry.configs.default.max-attempts", "9",
            "resilience4j.retry.configs.patient.max-attempts", "7",
            "resilience4j.retry.instances.shop.base-config", "patient")))
        .contains("total=6");
    assertThat(session(Map.of("resilience4j.retry.configs.default.max-attempts", "9")))
        .contains("total=8");
  }

  @Test
  void ofSeveralInstancesNoneIsTakenForTheSession() {
    String session = session(Map.of(
        "resilience4j.retry.instances.shop.max-attempts", "3",
        "resilience4j.retry.instances.orders.max-attempts", "4"));

    assertThat(session).contains("total=5");
    assertThat(told).hasSize(2).allMatch(line -> line.contains("is ignored: no mount has"));
  }

  @Test
  void aMountTakesItsInstance() {
    StandardEnvironment environment = environment(Map.of(
        "holdfast.from-resilience4j", "true",
        "holdfast.mounts.https://orders.example.com/.resilience4j-instance", "orders",
        "resilience4j.retry.instances.shop.max-attempts", "3",
        "resilience4j.retry.instances.orders.max-attempts", "4"));
    HoldfastProperties properties =
        Binder.get(environment).bind("holdfast", HoldfastProperties.class).get();

    try (Session session = PropertySettings.builder(properties, environment).build()) {
      assertThat(session.describe("https://orders.example.com/1")).contains("total=3");
      assertThat(session.describe(URL)).contains("total=2");
    }
  }

  @Test
  void aMountThatNamesNoInstanceOfTheirsIsRefused() {
    StandardEnvironment environment = environment(Map.of(
        "holdfast.from-resilience4j", "true",
        "holdfast.mounts[https://orders.example.com/].resilience4j-instance", "ordres",
        "resilience4j.retry.instances.orders.max-attempts", "4"));
    HoldfastProperties properties =
        Binder.get(environment).bind("holdfast", HoldfastProperties.class).get();

    assertThatThrownBy(() -> PropertySettings.builder(properties, environment))
        .hasMessageContaining("resilience4j-instance: ordres (expected: one of [orders])");
  }

  @Test
  void propertiesOfHoldfastGoFirstAndWithoutBeingAskedNothingIsRead() {
    StandardEnvironment asked = environment(Map.of(
        "holdfast.from-resilience4j", "true",
        "holdfast.retry.total", "1",
        "resilience4j.retry.instances.shop.max-attempts", "4"));
    StandardEnvironment notAsked = environment(
        Map.of("holdfast.deadline", "60s", "resilience4j.retry.instances.shop.max-attempts", "4"));

    assertThat(described(asked)).contains("total=1");
    assertThat(described(notAsked)).contains("total=5");
  }

  private static String described(StandardEnvironment environment) {
    HoldfastProperties properties =
        Binder.get(environment).bind("holdfast", HoldfastProperties.class).get();
    try (Session session = PropertySettings.builder(properties, environment).build()) {
      return session.describe(URL);
    }
  }
}
