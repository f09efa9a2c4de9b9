/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.http.ConnectionSnapshot;
import dev.holdfast.http.Session;
import dev.holdfast.safeguard.OriginSnapshot;
import dev.holdfast.safeguard.OriginState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state of a session's origins, for an endpoint or a health indicator. */
public final class OriginReport {

  private OriginReport() {}

  /** The state that calls to each origin share, by the origin's name. */
  public static Map<String, Object> origins(Session session) {
    Map<String, Object> origins = new LinkedHashMap<>();
    session.origins().stream()
        .map(OriginState::snapshot)
        .forEach(origin -> origins.put(origin.name(), report(origin)));
    return origins;
  }

  private static Map<String, Object> report(OriginSnapshot origin) {
    Map<String, Object> report = new LinkedHashMap<>();
    origin.retriesLeft().ifPresent(left -> report.put("retriesLeft", left));
    origin.breaker().ifPresent(breaker -> report.put("breaker", breaker.state().name()));
    report.put("coolingDownFor", origin.coolingDownFor().toString());
    origin
        .concurrency()
        .ifPresent(limit -> report.put(
            "concurrency",
            Map.of(
                "limit", limit.limit(), "inFlight", limit.inFlight(), "waiting", limit.waiting())));
    return report;
  }

  /** The connections at the moment. */
  public static Map<String, Object> connections(Session session) {
    ConnectionSnapshot snapshot = session.connections();
    return Map.of(
        "leased", snapshot.leased(), "idle", snapshot.idle(), "waiting", snapshot.waiting());
  }

  /** The names of the origins that are refused at the moment, with the reason. */
  public static Map<String, Object> refused(List<Session> sessions) {
    Map<String, Object> refused = new LinkedHashMap<>();
    for (Session session : sessions) {
      session.origins().stream().map(OriginState::snapshot).forEach(origin -> {
        origin
            .breaker()
            .map(breaker -> breaker.state().name())
            .filter(state -> state.contains("OPEN"))
            .ifPresent(state -> refused.put(origin.name(), "breaker " + state));
        if (origin.coolingDownFor().compareTo(Duration.ZERO) > 0) {
          refused.put(origin.name(), "cools down for " + origin.coolingDownFor());
        }
      });
    }
    return refused;
  }
}
