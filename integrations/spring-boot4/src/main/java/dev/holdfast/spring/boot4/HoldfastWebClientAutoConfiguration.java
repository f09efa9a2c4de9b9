/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot4;

import dev.holdfast.spring.HoldfastConnector;
import dev.holdfast.spring.boot.ClientSessions;
import dev.holdfast.spring.boot.HoldfastAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;

/** Configures the application's sessions below {@code WebClient}, if there is one. */
@AutoConfiguration(
    after = HoldfastAutoConfiguration.class,
    beforeName =
        "org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration")
@ConditionalOnClass(
    name = {
      "reactor.core.publisher.Mono",
      "org.springframework.web.reactive.function.client.WebClient"
    })
@ConditionalOnProperty(name = "holdfast.enabled", matchIfMissing = true)
public class HoldfastWebClientAutoConfiguration {

  /** Called by Spring. */
  public HoldfastWebClientAutoConfiguration() {}

  /** Replaces the builder that Spring Boot chooses. */
  @Bean
  @ConditionalOnMissingBean(ClientHttpConnectorBuilder.class)
  ClientHttpConnectorBuilder<HoldfastConnector> holdfastConnectorBuilder(ClientSessions sessions) {
    return settings -> HoldfastConnector.of(sessions.with(BootSettings.of(settings)));
  }
}
