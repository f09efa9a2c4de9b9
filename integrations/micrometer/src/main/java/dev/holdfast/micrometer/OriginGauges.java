/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.http.ConnectionSnapshot;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Url;
import dev.holdfast.safeguard.OriginSnapshot;
import dev.holdfast.safeguard.OriginSnapshot.Concurrency;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gauges of the origins of sessions, and of their connections. If several sessions call an origin,
 * budget, breaker and cooldown show the worst of them, and all others are sums: tags of sessions
 * would be another dimension, and most applications have one session. Thread-safe.
 */
final class OriginGauges {

  private final MeterRegistry registry;
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  /** The registered gauges. Registering one again would log a warning. */
  private final Set<String> registered = ConcurrentHashMap.newKeySet();

  private final TagValues origins = new TagValues();

  OriginGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Adds a session; its origins get their gauges at their next call. */
  void add(Session session) {
    sessions.add(session);
    known.clear();
    pool("holdfast.pool.leased", ConnectionSnapshot::leased);
    pool("holdfast.pool.idle", ConnectionSnapshot::idle);
    pool("holdfast.pool.waiting", ConnectionSnapshot::waiting);
  }

  private void pool(String name, ToDoubleFunction<ConnectionSnapshot> value) {
    add(
        name,
        Tags.empty(),
        all ->
            all.sessions.stream().map(Session::connections).mapToDouble(value).sum());
  }

  /** Called for each call to a URL: adds the gauges of its origin, unless they exist. */
  void seen(Url url) {
    if (sessions.isEmpty()) {
      return;
    }
    String origin = url.origin();
    if (!known.contains(origin) && origins.bounded(origin).equals(origin) && known.add(origin)) {
      register(origin);
    }
  }

  private Stream<OriginSnapshot> snapshots(String origin) {
    return sessions.stream().map(session -> session.origin(origin).snapshot());
  }

  private void register(String origin) {
    Tags tags = Tags.of("origin", origin);
    if (snapshots(origin).anyMatch(now -> now.retriesLeft().isPresent())) {
      gauge(
          "holdfast.budget.left",
          origin,
          tags,
          all -> all.flatMap(now -> now.retriesLeft().stream().boxed())
              .mapToDouble(Long::doubleValue)
              .min()
              .orElse(0));
    }
    gauge(
        "holdfast.cooldown.seconds",
        origin,
        tags,
        all -> all.mapToDouble(now -> now.coolingDownFor().toMillis() / 1_000.0)
            .max()
            .orElse(0));
    if (snapshots(origin).anyMatch(now -> now.breaker().isPresent())) {
      breaker(origin, tags);
    }
    if (snapshots(origin).anyMatch(now -> now.concurrency().isPresent())) {
      concurrency("holdfast.concurrency.limit", origin, tags, Concurrency::limit);
      concurrency("holdfast.concurrency.inflight", origin, tags, Concurrency::inFlight);
      concurrency("holdfast.concurrency.waiting", origin, tags, Concurrency::waiting);
    }
  }

  /** Adds one gauge for each state, 0 or 1, as Resilience4j does. */
  private void breaker(String origin, Tags tags) {
    for (CircuitBreaker.State state : CircuitBreaker.State.values()) {
      gauge(
          "holdfast.breaker.state",
          origin,
          tags.and("state", state.name().toLowerCase(Locale.ROOT)),
          all -> worst(all) == state ? 1 : 0);
    }
    gauge(
        "holdfast.breaker.calls",
        origin,
        tags,
        all -> all.flatMap(now -> now.breaker().stream())
            .mapToDouble(CircuitBreaker.Snapshot::calls)
            .sum());
  }

  private static CircuitBreaker.State worst(Stream<OriginSnapshot> all) {
    Set<CircuitBreaker.State> present = all.flatMap(now -> now.breaker().stream())
        .map(CircuitBreaker.Snapshot::state)
        .collect(Collectors.toSet());
    return Stream.of(
            CircuitBreaker.State.FORCED_OPEN,
            CircuitBreaker.State.OPEN,
            CircuitBreaker.State.HALF_OPEN,
            CircuitBreaker.State.DISABLED)
        .filter(present::contains)
        .findFirst()
        .orElse(CircuitBreaker.State.CLOSED);
  }

  private void concurrency(
      String name, String origin, Tags tags, ToDoubleFunction<Concurrency> value) {
    gauge(
        name,
        origin,
        tags,
        all -> all.flatMap(now -> now.concurrency().stream()).mapToDouble(value).sum());
  }

  private void gauge(
      String name, String origin, Tags tags, ToDoubleFunction<Stream<OriginSnapshot>> value) {
    add(name, tags, all -> value.applyAsDouble(all.snapshots(origin)));
  }

  private void add(String name, Tags tags, ToDoubleFunction<OriginGauges> value) {
    if (registered.add(name + tags)) {
      Meters.gauge(registry, name, tags, this, value);
    }
  }
}
