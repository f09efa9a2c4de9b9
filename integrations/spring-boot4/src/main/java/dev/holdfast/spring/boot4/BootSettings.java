/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot4;

import dev.holdfast.spring.boot.ClientSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;

/** Reads the settings of a client from {@code spring.http.clients.*}. */
final class BootSettings {

  private BootSettings() {}

  static ClientSettings of(@Nullable HttpClientSettings settings) {
    return settings == null
        ? new ClientSettings(null, null, null, null)
        : new ClientSettings(
            settings.connectTimeout(),
            settings.readTimeout(),
            settings.redirects() == HttpRedirects.DONT_FOLLOW ? Boolean.FALSE : null,
            settings.sslBundle());
  }
}
