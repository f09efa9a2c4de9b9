/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.http.Retry;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Settings;
import dev.holdfast.http.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * The settings of a client in Spring Boot's own properties; null means that the session's setting
 * applies.
 *
 * @param connectTimeout for DNS, TCP and TLS
 * @param readTimeout for silence while receiving
 * @param followRedirects whether redirects are followed
 * @param ssl keys and trusted certificates
 */
public record ClientSettings(
    @Nullable Duration connectTimeout,
    @Nullable Duration readTimeout,
    @Nullable Boolean followRedirects,
    @Nullable SslBundle ssl) {

  /** Whether nothing is set, so that the application's session can make the calls. */
  boolean isDefault() {
    return connectTimeout == null && readTimeout == null && followRedirects == null && ssl == null;
  }

  void apply(SessionBuilder builder) {
    builder.settings(this::applied);
    if (ssl != null) {
      builder.sslContext(ssl.createSslContext());
    }
  }

  private Settings applied(Settings settings) {
    Timeouts timeouts = settings.timeouts();
    timeouts = connectTimeout == null ? timeouts : timeouts.connect(connectTimeout);
    timeouts = readTimeout == null ? timeouts : timeouts.read(readTimeout);
    Retry retry = followRedirects == null
        ? settings.retry()
        : settings.retry().toBuilder().followRedirects(followRedirects).build();
    return settings.timeouts(timeouts).retry(retry);
  }
}
