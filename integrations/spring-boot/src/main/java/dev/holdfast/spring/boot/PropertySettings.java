/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.Retry;
import dev.holdfast.http.RetryBuilder;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Settings;
import dev.holdfast.http.Timeouts;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.retrier.RetrierBuilder;
import dev.holdfast.retry.Backoff;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.spring.boot.HoldfastProperties.Breaker;
import dev.holdfast.spring.boot.HoldfastProperties.MountProperties;
import dev.holdfast.spring.boot.HoldfastProperties.RetryProperties;
import dev.holdfast.spring.boot.HoldfastProperties.TimeoutProperties;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Converts properties to settings of a session; a property that is not set changes nothing. */
final class PropertySettings {

  private PropertySettings() {}

  /** A builder with the settings of those properties, and of others in the environment. */
  static SessionBuilder builder(HoldfastProperties properties, Environment environment) {
    Map<String, MountProperties> mounts = PlainMounts.all(properties, environment);
    ForeignSettings foreign = ForeignSettings.of(properties, environment, mounts);
    SessionBuilder builder = Session.builder()
        .settings(settings -> applied(
            foreign.session(settings),
            new MountProperties(
                properties.deadline(),
                properties.timeouts(),
                properties.retry(),
                properties.breaker(),
                null)));
    if (properties.maxConnections() != null) {
      builder.maxConnections(properties.maxConnections());
    }
    if (properties.maxConnectionsPerRoute() != null) {
      builder.maxConnectionsPerRoute(properties.maxConnectionsPerRoute());
    }
    mounts.forEach((prefix, own) ->
        builder.mount(prefix, settings -> applied(foreign.mount(settings, own), own)));
    return builder;
  }

  /** A builder of a retrier with the properties that are not specific to HTTP. */
  static RetrierBuilder retrier(HoldfastProperties properties) {
    RetrierBuilder builder = Retrier.builder();
    if (properties.deadline() != null) {
      builder.deadline(properties.deadline());
    }
    if (properties.retry().total() != null) {
      builder.total(properties.retry().total());
    }
    if (properties.retry().backoff() != null) {
      builder.backoff(Backoff.exponential(properties.retry().backoff()));
    }
    return builder;
  }

  private static Settings applied(Settings settings, MountProperties own) {
    Settings changed = settings
        .timeouts(timeouts(settings.timeouts(), own.deadline(), own.timeouts()))
        .retry(retry(settings.retry(), own.retry()));
    return own.breaker() == null ? changed : changed.safeguards(safeguards(changed, own.breaker()));
  }

  private static Safeguards safeguards(Settings settings, Breaker breaker) {
    Safeguards.Builder builder = settings.safeguards().toBuilder();
    return breaker == Breaker.STANDARD
        ? builder.breaker(BreakerPolicy.defaults()).build()
        : builder.without(Safeguards.Part.BREAKER).build();
  }

  private static Timeouts timeouts(
      Timeouts before, @Nullable Duration deadline, TimeoutProperties own) {
    Timeouts timeouts = deadline == null ? before : before.deadline(deadline);
    timeouts = own.connect() == null ? timeouts : timeouts.connect(own.connect());
    timeouts = own.read() == null ? timeouts : timeouts.read(own.read());
    timeouts = own.write() == null ? timeouts : timeouts.write(own.write());
    timeouts = own.pool() == null ? timeouts : timeouts.pool(own.pool());
    return own.attempt() == null ? timeouts : timeouts.attempt(own.attempt());
  }

  static Retry retry(Retry before, RetryProperties own) {
    RetryBuilder builder = before.toBuilder();
    if (own.total() != null) {
      builder.total(own.total());
    }
    if (own.methods() != null) {
      builder.methods(own.methods().toArray(new String[0]));
    }
    if (own.unsafeMethods() != null) {
      builder.unsafeMethods(own.unsafeMethods().toArray(new String[0]));
    }
    if (own.statuses() != null) {
      builder.statuses(own.statuses().stream().mapToInt(Integer::intValue).toArray());
    }
    if (own.backoff() != null) {
      builder.backoff(Backoff.exponential(own.backoff()));
    }
    if (own.retryAfterMax() != null) {
      builder.retryAfterMax(own.retryAfterMax());
    }
    return builder.build();
  }
}
