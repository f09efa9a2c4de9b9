/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Configures the actuator endpoint {@code holdfast}, if there is an actuator. */
@AutoConfiguration(after = HoldfastAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
public class HoldfastEndpointAutoConfiguration {

  /** Called by Spring. */
  public HoldfastEndpointAutoConfiguration() {}

  /** The endpoint. */
  @Bean
  @ConditionalOnBean(ClientSessions.class)
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  HoldfastEndpoint holdfastEndpoint(ClientSessions sessions) {
    return new HoldfastEndpoint(sessions);
  }
}
