/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.micrometer.HoldfastMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Configures meters of the application's session, if there is a registry and
 * {@code holdfast-micrometer}. Spring counts {@code http.client.requests} itself.
 */
@AutoConfiguration(
    before = HoldfastAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass({HoldfastMetrics.class, MeterRegistry.class})
@ConditionalOnBean(MeterRegistry.class)
public class HoldfastMetricsAutoConfiguration {

  /** Called by Spring. */
  public HoldfastMetricsAutoConfiguration() {}

  /** The meters. */
  @Bean
  @ConditionalOnMissingBean
  HoldfastMetrics holdfastMetrics(MeterRegistry registry) {
    return HoldfastMetrics.of(registry);
  }

  /** Makes the session report to the meters. */
  @Bean
  SessionCustomizer holdfastMetricsCustomizer(HoldfastMetrics metrics) {
    return builder -> builder.listener(metrics);
  }

  /** Adds the gauges of all sessions after their creation. */
  @Bean
  SmartInitializingSingleton holdfastGauges(HoldfastMetrics metrics, ClientSessions sessions) {
    return () -> sessions.each(metrics::bind);
  }
}
