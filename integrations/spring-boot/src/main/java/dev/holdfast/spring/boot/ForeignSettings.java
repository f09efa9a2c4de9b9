/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.http.Settings;
import dev.holdfast.spring.boot.HoldfastProperties.MountProperties;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Assigns Resilience4j's instances to URLs. A mount names its instance. An instance that no mount
 * names applies to the session if it is the only one; if there are several, the choice is unknown,
 * so none is used, and the log says so.
 */
final class ForeignSettings {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast.spring.boot");

  private final @Nullable Resilience4jSettings source;
  private final Optional<String> ofSession;

  private ForeignSettings(@Nullable Resilience4jSettings source, Optional<String> ofSession) {
    this.source = source;
    this.ofSession = ofSession;
  }

  /** Reads the settings that the properties ask for. */
  static ForeignSettings of(
      HoldfastProperties properties, Environment environment, Map<String, MountProperties> mounts) {
    return properties.fromResilience4j()
        ? of(Binder.get(environment), mounts, ForeignSettings::warn)
        : new ForeignSettings(null, Optional.empty());
  }

  /**
   * Reads the settings from that binder.
   *
   * @param told called with a sentence about each property that has no effect
   */
  static ForeignSettings of(
      Binder binder, Map<String, MountProperties> mounts, Consumer<String> told) {
    Resilience4jSettings source = new Resilience4jSettings(binder, told);
    Set<String> free = source.instances();
    mounts.forEach((prefix, mount) -> {
      String name = mount.resilience4jInstance();
      if (name != null && !source.instances().contains(name)) {
        throw new IllegalArgumentException("holdfast.mounts[" + prefix
            + "].resilience4j-instance: " + name + " (expected: one of " + source.instances()
            + ")");
      }
      free.remove(Objects.toString(name));
    });
    if (free.size() > 1) {
      free.forEach(name -> told.accept("resilience4j.*.instances." + name
          + " is ignored: no mount has holdfast.mounts[URL].resilience4j-instance=" + name));
    }
    return new ForeignSettings(
        source, free.size() == 1 ? free.stream().findFirst() : Optional.empty());
  }

  private static void warn(String what) {
    LOGGER.log(System.Logger.Level.WARNING, what);
  }

  /** These settings with those of the session's instance. */
  Settings session(Settings before) {
    return source == null ? before : source.applied(before, ofSession);
  }

  /** These settings with those of a mount's instance. */
  Settings mount(Settings before, MountProperties mount) {
    return source == null || mount.resilience4jInstance() == null
        ? before
        : source.applied(before, Optional.of(mount.resilience4jInstance()));
  }
}
