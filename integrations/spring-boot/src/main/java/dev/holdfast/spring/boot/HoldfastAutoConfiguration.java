/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.retrier.RetrierBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Configures the application's session from its properties and customizers; it is closed with the
 * application.
 */
@AutoConfiguration
@EnableConfigurationProperties(HoldfastProperties.class)
public class HoldfastAutoConfiguration {

  /** Called by Spring. */
  public HoldfastAutoConfiguration() {}

  /** The builder of the session, for an application bean that builds its own session. */
  @Bean
  @ConditionalOnMissingBean
  SessionBuilder holdfastSessionBuilder(
      HoldfastProperties properties,
      Environment environment,
      ObjectProvider<SessionCustomizer> customizers) {
    SessionBuilder builder = PropertySettings.builder(properties, environment);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder;
  }

  /** The session of the application's clients. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  Session holdfastSession(SessionBuilder builder) {
    return builder.build();
  }

  /**
   * A retrier for code other than HTTP calls, with the deadline, the number of retries and the
   * backoff of the properties.
   */
  @Bean
  @ConditionalOnMissingBean
  Retrier holdfastRetrier(
      HoldfastProperties properties, ObjectProvider<RetrierCustomizer> customizers) {
    RetrierBuilder builder = PropertySettings.retrier(properties);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }

  /** The sessions of clients with settings of their own. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  ClientSessions holdfastClientSessions(Session session) {
    return new ClientSessions(session);
  }
}
