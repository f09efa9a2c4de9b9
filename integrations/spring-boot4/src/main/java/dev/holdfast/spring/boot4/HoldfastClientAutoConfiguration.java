/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot4;

import dev.holdfast.spring.HoldfastRequestFactory;
import dev.holdfast.spring.boot.ClientSessions;
import dev.holdfast.spring.boot.HoldfastAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.annotation.Bean;

/**
 * Configures the application's sessions below {@code RestClient}, {@code RestTemplate} and HTTP
 * interfaces.
 */
@AutoConfiguration(
    after = HoldfastAutoConfiguration.class,
    beforeName =
        "org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration")
@ConditionalOnProperty(name = "holdfast.enabled", matchIfMissing = true)
public class HoldfastClientAutoConfiguration {

  /** Called by Spring. */
  public HoldfastClientAutoConfiguration() {}

  /** Replaces the builder that Spring Boot chooses. */
  @Bean
  @ConditionalOnMissingBean(ClientHttpRequestFactoryBuilder.class)
  ClientHttpRequestFactoryBuilder<HoldfastRequestFactory> holdfastRequestFactoryBuilder(
      ClientSessions sessions) {
    return settings -> HoldfastRequestFactory.of(sessions.with(BootSettings.of(settings)));
  }
}
