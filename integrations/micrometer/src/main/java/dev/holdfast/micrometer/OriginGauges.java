/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Url;
import dev.holdfast.safeguard.OriginSnapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** Gauges of the origins of a session, and of its connections. */
final class OriginGauges {

  private final MeterRegistry registry;
  private final Session session;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  OriginGauges(MeterRegistry registry, Session session) {
    this.registry = registry;
    this.session = session;
  }

  /** The connections of the session. */
  void pool() {
    pool("holdfast.pool.leased", of -> of.connections().leased());
    pool("holdfast.pool.idle", of -> of.connections().idle());
    pool("holdfast.pool.waiting", of -> of.connections().waiting());
  }

  private void pool(String name, ToDoubleFunction<Session> value) {
    Gauge.builder(name, session, value).register(registry);
  }

  /** A call goes to that URL: adds the gauges of its origin, unless they are there. */
  void seen(Url url) {
    String origin = url.origin();
    if (known.add(origin)) {
      add(origin);
    }
  }

  private void add(String origin) {
    OriginSnapshot now = session.origin(origin).snapshot();
    Tags tags = Tags.of("origin", origin);
    if (now.retriesLeft().isPresent()) {
      gauge("holdfast.budget.left", origin, tags, of -> of.retriesLeft().orElse(0));
    }
    gauge(
        "holdfast.cooldown.seconds", origin, tags, of -> of.coolingDownFor().toMillis() / 1_000.0);
    if (now.breaker().isPresent()) {
      breaker(origin, tags);
    }
    if (now.concurrency().isPresent()) {
      concurrency(origin, tags);
    }
  }

  /** One gauge a state, 0 or 1, as Resilience4j has them. */
  private void breaker(String origin, Tags tags) {
    for (CircuitBreaker.State state : CircuitBreaker.State.values()) {
      gauge(
          "holdfast.breaker.state",
          origin,
          tags.and("state", state.name().toLowerCase(Locale.ROOT)),
          of -> of.breaker().map(CircuitBreaker.Snapshot::state).orElse(null) == state ? 1 : 0);
    }
    gauge(
        "holdfast.breaker.calls",
        origin,
        tags,
        of -> of.breaker().map(breaker -> (double) breaker.calls()).orElse(0.0));
  }

  private void concurrency(String origin, Tags tags) {
    gauge(
        "holdfast.concurrency.limit",
        origin,
        tags,
        of -> of.concurrency().map(limit -> (double) limit.limit()).orElse(0.0));
    gauge(
        "holdfast.concurrency.inflight",
        origin,
        tags,
        of -> of.concurrency().map(limit -> (double) limit.inFlight()).orElse(0.0));
    gauge(
        "holdfast.concurrency.waiting",
        origin,
        tags,
        of -> of.concurrency().map(limit -> (double) limit.waiting()).orElse(0.0));
  }

  private void gauge(
      String name, String origin, Tags tags, ToDoubleFunction<OriginSnapshot> value) {
    Gauge.builder(name, session, of -> value.applyAsDouble(of.origin(origin).snapshot()))
        .tags(tags)
        .register(registry);
  }
}
