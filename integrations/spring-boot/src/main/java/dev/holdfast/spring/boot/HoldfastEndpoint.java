/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.http.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The actuator endpoint {@code holdfast}: breakers, retry budgets, cooldowns, limits and
 * connections of all sessions.
 */
@Endpoint(id = "holdfast")
public class HoldfastEndpoint {

  private final ClientSessions sessions;

  HoldfastEndpoint(ClientSessions sessions) {
    this.sessions = sessions;
  }

  /** The state of each session; the first is the application's. */
  @ReadOperation
  public Map<String, Object> sessions() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Session session : sessions.all()) {
      all.add(Map.of(
          "origins", OriginReport.origins(session),
          "connections", OriginReport.connections(session)));
    }
    return Map.of("sessions", all);
  }
}
