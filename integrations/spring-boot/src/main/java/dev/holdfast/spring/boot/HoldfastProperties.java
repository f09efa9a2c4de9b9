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
 * The properties of the application's session. A property that is not set keeps its default.
 *
 * @param deadline the time limit of a whole call: attempts, waits and body (default 120 s)
 * @param timeouts the time limits of an attempt
 * @param retry the rules for retries
 * @param breaker the circuit breaker of each origin (default: off)
 * @param maxConnections the largest number of connections in all (default 256)
 * @param maxConnectionsPerRoute the largest number of connections to one origin (default 64)
 * @param mounts other settings for URLs below a prefix, such as
 *     {@code "[https://reports.example.com/]"}; the longest prefix wins
 * @param fromResilience4j whether the properties {@code resilience4j.*} are read as settings of the
 *     session; those of {@code holdfast.*} take precedence (default: no)
 * @param observations whether calls and attempts are observations, if there is an
 *     {@code ObservationRegistry} and no {@code holdfast-opentelemetry} (default: yes)
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
   * @param connect DNS, TCP and TLS together (default 3.05 s)
   * @param read silence while receiving (default 27 s)
   * @param write no progress while sending (default 27 s)
   * @param pool waiting for a connection (default 10 s)
   * @param attempt one whole attempt (default: no limit but the deadline)
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
   * @param total retries in all, so that there is one attempt more (default 5); 0 for none
   * @param methods retried although the request may have been processed (default GET, HEAD and
   *     OPTIONS)
   * @param unsafeMethods like methods, for those that change something, such as POST: a request may
   *     be processed twice
   * @param statuses that are retried (default 429, 500, 502, 503 and 504)
   * @param backoff the delay before the second retry, which then doubles (default 500 ms)
   * @param retryAfterMax the longest wait that a server may ask for (default 120 s)
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
   * @param deadline the time limit of a whole call
   * @param timeouts the time limits of an attempt
   * @param retry the rules for retries
   * @param breaker the circuit breaker of each origin
   * @param resilience4jInstance the name of an instance among {@code resilience4j.*} whose settings
   *     apply here, with {@code holdfast.from-resilience4j}
   */
  public record MountProperties(
      @Nullable Duration deadline,
      @DefaultValue TimeoutProperties timeouts,
      @DefaultValue RetryProperties retry,
      @Nullable Breaker breaker,
      @Nullable String resilience4jInstance) {}
}
