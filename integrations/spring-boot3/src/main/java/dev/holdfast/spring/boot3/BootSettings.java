/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot3;

import dev.holdfast.spring.boot.ClientSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.ClientHttpRequestFactorySettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorSettings;

/** Reads the settings of a client from {@code spring.http.client.*}. */
final class BootSettings {

  private BootSettings() {}

  static ClientSettings of(@Nullable ClientHttpRequestFactorySettings settings) {
    return settings == null
        ? new ClientSettings(null, null, null, null)
        : new ClientSettings(
            settings.connectTimeout(),
            settings.readTimeout(),
            settings.redirects() == ClientHttpRequestFactorySettings.Redirects.DONT_FOLLOW
                ? Boolean.FALSE
                : null,
            settings.sslBundle());
  }

  static ClientSettings of(@Nullable ClientHttpConnectorSettings settings) {
    return settings == null
        ? new ClientSettings(null, null, null, null)
        : new ClientSettings(
            settings.connectTimeout(),
            settings.readTimeout(),
            settings.redirects() == HttpRedirects.DONT_FOLLOW ? Boolean.FALSE : null,
            settings.sslBundle());
  }
}
