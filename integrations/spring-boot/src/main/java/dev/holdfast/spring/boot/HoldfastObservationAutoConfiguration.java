/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.micrometer.HoldfastObservations;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Configures observations of calls and attempts, if there are an {@code ObservationRegistry} and
 * {@code holdfast-micrometer}; not together with {@code holdfast-opentelemetry}, which creates a
 * span for each attempt itself.
 */
@AutoConfiguration(
    before = HoldfastAutoConfiguration.class,
    after = HoldfastTelemetryAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnClass({HoldfastObservations.class, ObservationRegistry.class})
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnMissingBean(type = "dev.holdfast.opentelemetry.HoldfastTelemetry")
@ConditionalOnProperty(name = "holdfast.observations", matchIfMissing = true)
public class HoldfastObservationAutoConfiguration {

  /** Called by Spring. */
  public HoldfastObservationAutoConfiguration() {}

  /** The observations. */
  @Bean
  @ConditionalOnMissingBean
  HoldfastObservations holdfastObservations(ObservationRegistry registry) {
    return HoldfastObservations.of(registry);
  }

  /** Makes the session report to the observations. */
  @Bean
  SessionCustomizer holdfastObservationCustomizer(HoldfastObservations observations) {
    return observations::install;
  }
}
