/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.spring.boot.HoldfastProperties.MountProperties;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Mounts whose URL is written without brackets, as {@code "https://reports.example.com/":} in YAML.
 * Spring Boot drops the colon and the slashes of such a key, and the mount would be lost silently.
 */
final class PlainMounts {

  private static final Pattern NAME =
      Pattern.compile("holdfast\\.mounts\\.(https?://.+)\\.(deadline|breaker|resilience4j-instance"
          + "|(?:timeouts|retry)\\.[A-Za-z-]+(?:\\[\\d+])?)");

  private PlainMounts() {}

  /** All mounts: those of the properties, and those found only in the environment. */
  static Map<String, MountProperties> all(HoldfastProperties properties, Environment environment) {
    Map<String, String> renamed = renamed(environment);
    Map<String, MountProperties> all = new LinkedHashMap<>(properties.mounts());
    if (renamed.isEmpty()) {
      return all;
    }
    all.keySet().removeIf(key -> !key.contains("://"));
    all.putAll(new Binder(new MapConfigurationPropertySource(renamed))
        .bind("holdfast.mounts", Bindable.mapOf(String.class, MountProperties.class))
        .orElseGet(Map::of));
    return all;
  }

  private static Map<String, String> renamed(Environment environment) {
    Map<String, String> renamed = new HashMap<>();
    if (environment instanceof ConfigurableEnvironment all) {
      for (PropertySource<?> source : all.getPropertySources()) {
        if (source instanceof EnumerablePropertySource<?> named) {
          for (String name : named.getPropertyNames()) {
            Matcher parts = NAME.matcher(name);
            if (parts.matches()) {
              renamed.putIfAbsent(
                  "holdfast.mounts[" + parts.group(1) + "]." + parts.group(2),
                  environment.resolvePlaceholders(String.valueOf(named.getProperty(name))));
            }
          }
        }
      }
    }
    return renamed;
  }
}
