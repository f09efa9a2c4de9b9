/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.boot.convert.DurationStyle;

/**
 * The properties of one instance or configuration. Names may be written in any of Spring Boot's
 * forms: {@code max-attempts}, {@code maxAttempts}. Records which properties were read.
 */
final class Resilience4jSection {

  private record Property(String name, Object value) {}

  private final Map<String, Property> properties = new TreeMap<>();

  /** Adds properties, replacing those of the same name. */
  void add(String prefix, Map<String, Object> more) {
    more.forEach(
        (name, value) -> properties.put(canonical(name), new Property(prefix + "." + name, value)));
  }

  private static String canonical(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  boolean isEmpty() {
    return properties.isEmpty();
  }

  /** The value of a property, which is then recorded as read. */
  Optional<String> text(String name) {
    return Optional.ofNullable(properties.remove(canonical(name)))
        .map(property -> String.valueOf(property.value()).trim());
  }

  Optional<Integer> number(String name) {
    return text(name).map(Integer::valueOf);
  }

  Optional<Double> real(String name) {
    return text(name).map(Double::valueOf);
  }

  /** The duration of a property. A plain number counts milliseconds, as in Resilience4j. */
  Optional<Duration> time(String name) {
    return text(name).map(DurationStyle::detectAndParse);
  }

  boolean flag(String name) {
    return text(name).map(Boolean::parseBoolean).orElse(false);
  }

  /** Reports the properties that were not read. */
  void unread(Consumer<String> told) {
    properties.values().forEach(property -> told.accept(property.name()));
  }
}
