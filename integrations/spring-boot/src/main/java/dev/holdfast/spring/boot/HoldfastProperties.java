/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the application's session. A property that is not set keeps its default. An IDE
 * shows these texts in {@code application.yaml}, so they have no markup. The defaults are in
 * {@code additional-spring-configuration-metadata.json}.
 *
 * @param deadline Time limit of a whole call: attempts, waits and body.
 * @param timeouts the time limits of an attempt
 * @param retry the rules for retries
 * @param breaker The circuit breaker of each origin.
 * @param maxConnections Largest number of connections in all.
 * @param maxConnectionsPerRoute Largest number of connections to one origin.
 * @param mounts Other settings for URLs below a prefix, such as "[https://reports.example.com/]".
 *     The longest prefix wins.
 * @param fromResilience4j Whether the properties resilience4j.* are read as settings of the
 *     session. Those of holdfast.* take precedence.
 * @param observations Whether calls and attempts are observations, where there is an
 *     ObservationRegistry and no holdfast-opentelemetry.
 */
@ConfigurationProperties("holdfast")
public record HoldfastProperties(
    @Nullable Duration deadline,
    @DefaultValue TimeoutProperties timeouts,
    @DefaultValue RetryProperties retry,
    @Nullable Breaker breaker,
    @Nullable Integer maxConnections,
    @Nullable Integer maxConnectionsPerRoute,
    @DefaultValue Map<String, MountProperties> mounts,
    @DefaultValue("false") boolean fromResilience4j,
    @DefaultValue("true") boolean observations) {

  /** Whether there are circuit breakers. */
  public enum Breaker {
    /** No circuit breaker. */
    OFF,
    /** Circuit breakers with {@link dev.holdfast.breaker.BreakerPolicy#defaults()}. */
    STANDARD
  }

  /**
   * The time limits of an attempt.
   *
   * @param connect How long DNS, TCP and TLS may take together.
   * @param read How long the server may be silent while it sends.
   * @param write How long sending may stand still.
   * @param pool How long a call waits for a connection of the pool.
   * @param attempt How long one whole attempt may take. No limit but the deadline, unless set.
   */
  public record TimeoutProperties(
      @Nullable Duration connect,
      @Nullable Duration read,
      @Nullable Duration write,
      @Nullable Duration pool,
      @Nullable Duration attempt) {}

  /**
   * The rules for retries.
   *
   * @param total Retries in all, so that there is one attempt more. 0 for none.
   * @param methods Methods that are retried although the request may have been processed.
   * @param unsafeMethods Like methods, for those that change something, such as POST. A request may
   *     be processed twice.
   * @param statuses Statuses that are retried.
   * @param backoff The base of the exponential delays: 0, one, two, four times this, with jitter.
   * @param retryAfterMax The longest wait that a server may ask for. Beyond it the call fails at
   *     once.
   */
  public record RetryProperties(
      @Nullable Integer total,
      @Nullable List<String> methods,
      @Nullable List<String> unsafeMethods,
      @Nullable List<Integer> statuses,
      @Nullable Duration backoff,
      @Nullable Duration retryAfterMax) {}

  /**
   * Settings for the URLs below a prefix, on top of those of the session.
   *
   * @param deadline Time limit of a whole call.
   * @param timeouts the time limits of an attempt
   * @param retry the rules for retries
   * @param breaker The circuit breaker of each origin.
   * @param resilience4jInstance The name of an instance among resilience4j.* whose settings hold
   *     here, with holdfast.from-resilience4j.
   */
  public record MountProperties(
      @Nullable Duration deadline,
      @DefaultValue TimeoutProperties timeouts,
      @DefaultValue RetryProperties retry,
      @Nullable Breaker breaker,
      @Nullable String resilience4jInstance) {}
}
