/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Meters with the words that Prometheus and Grafana show beside them. */
final class Meters {

  private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
      Map.entry("holdfast.call", "Calls from their begin to their end, waits included"),
      Map.entry("holdfast.attempt", "Attempts: requests that were sent, or refused before that"),
      Map.entry("holdfast.retry.wait", "Waits before retries, as decided"),
      Map.entry("holdfast.hedge", "Second requests of slow attempts"),
      Map.entry("holdfast.budget.left", "Retries that the budget of the origin allows now"),
      Map.entry("holdfast.breaker.state", "1 for the state of the origin's circuit breaker"),
      Map.entry("holdfast.breaker.calls", "Calls that the circuit breaker counts now"),
      Map.entry("holdfast.cooldown.seconds", "How long the origin is left alone from now on"),
      Map.entry("holdfast.concurrency.limit", "Attempts that may run at a time"),
      Map.entry("holdfast.concurrency.inflight", "Attempts that run"),
      Map.entry("holdfast.concurrency.waiting", "Attempts that wait for their turn"),
      Map.entry("holdfast.pool.leased", "Connections in use"),
      Map.entry("holdfast.pool.idle", "Connections that are kept alive"),
      Map.entry("holdfast.pool.waiting", "Attempts that wait for a connection"));

  private Meters() {}

  static Timer timer(MeterRegistry registry, String name, Tags tags) {
    return Timer.builder(name).description(description(name)).tags(tags).register(registry);
  }

  static Counter counter(MeterRegistry registry, String name, Tags tags) {
    return Counter.builder(name).description(description(name)).tags(tags).register(registry);
  }

  static <T> void gauge(
      MeterRegistry registry, String name, Tags tags, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value).description(description(name)).tags(tags).register(registry);
  }

  /** None for a meter that is Spring's too, since a registry keeps the first one. */
  private static @Nullable String description(String name) {
    return DESCRIPTIONS.get(name);
  }
}
