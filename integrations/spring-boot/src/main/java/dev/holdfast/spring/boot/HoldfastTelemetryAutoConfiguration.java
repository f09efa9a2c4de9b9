/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.opentelemetry.HoldfastTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Configures a span for each attempt, if there are {@code holdfast-opentelemetry} and
 * OpenTelemetry.
 */
@AutoConfiguration(
    before = HoldfastAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration",
      "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration"
    })
@ConditionalOnClass({HoldfastTelemetry.class, OpenTelemetry.class})
@ConditionalOnBean(OpenTelemetry.class)
public class HoldfastTelemetryAutoConfiguration {

  /** Called by Spring. */
  public HoldfastTelemetryAutoConfiguration() {}

  /** The spans and the metric. */
  @Bean
  @ConditionalOnMissingBean
  HoldfastTelemetry holdfastTelemetry(OpenTelemetry telemetry) {
    return HoldfastTelemetry.of(telemetry);
  }

  /** Makes the session report to the telemetry. */
  @Bean
  SessionCustomizer holdfastTelemetryCustomizer(HoldfastTelemetry telemetry) {
    return telemetry::install;
  }
}
