/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot4;

import dev.holdfast.http.call.AttributeKey;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

/**
 * Uses the name of a group of HTTP interfaces as the name of their client, for metrics. The
 * settings of a group, {@code spring.http.serviceclient.GROUP.*}, are applied by the builders of
 * the other configurations.
 */
@AutoConfiguration
@ConditionalOnClass(name = "org.springframework.web.service.registry.HttpServiceGroup")
public class HoldfastServiceGroupAutoConfiguration {

  /** Called by Spring. */
  public HoldfastServiceGroupAutoConfiguration() {}

  /** Names the blocking clients. */
  @Bean
  RestClientHttpServiceGroupConfigurer holdfastRestClientGroups() {
    return groups -> groups.forEachClient((group, client) -> client.defaultRequest(
        request -> request.attribute(AttributeKey.CLIENT_NAME.name(), group.name())));
  }

  /** Configures the groups of {@code WebClient}, if there is one. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = {
        "reactor.core.publisher.Mono",
        "org.springframework.web.reactive.function.client.WebClient"
      })
  static class Reactive {

    /** Names the reactive clients. */
    @Bean
    WebClientHttpServiceGroupConfigurer holdfastWebClientGroups() {
      return groups -> groups.forEachClient((group, client) -> client.defaultRequest(
          request -> request.attribute(AttributeKey.CLIENT_NAME.name(), group.name())));
    }
  }
}
