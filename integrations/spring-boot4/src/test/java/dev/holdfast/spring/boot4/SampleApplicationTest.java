/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot4;

import dev.holdfast.spring.boot.SampleContract;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ClientHttpRequestFactory;

class SampleApplicationTest extends SampleContract {

  @Override
  protected ClientHttpRequestFactory factory(
      ConfigurableApplicationContext context,
      @Nullable Duration readTimeout,
      @Nullable SslBundle bundle) {
    return context
        .getBean(ClientHttpRequestFactoryBuilder.class)
        .build(HttpClientSettings.defaults().withReadTimeout(readTimeout).withSslBundle(bundle));
  }

  @Override
  protected String health(ConfigurableApplicationContext context) {
    var health =
        context.getBean("holdfastHealthIndicator", HealthIndicator.class).health();
    return Objects.requireNonNull(health).getStatus() + " " + health.getDetails();
  }
}
