/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.net.attempt.DefaultTransport;
import dev.holdfast.http.transport.Transport;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The connections of a session at one moment, for gauges and logs. Immutable.
 *
 * @param leased connections that calls use; a connection of HTTP/2 counts once, however many calls
 *     share it
 * @param idle open connections that no call uses
 * @param waiting attempts that wait for a connection, since a limit is reached
 * @param origins the same figures for each origin that has any, such as
 *     {@code https://api.example.com:443}, in alphabetical order
 */
public record ConnectionSnapshot(
    int leased, int idle, int waiting, Map<String, OriginConnections> origins) {

  /** Copies the map. */
  public ConnectionSnapshot {
    origins =
        Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNull(origins, "origins")));
  }

  /**
   * The connections to one origin.
   *
   * @param leased connections that calls use
   * @param idle open connections that no call uses
   * @param waiting attempts that wait for a connection
   */
  public record OriginConnections(int leased, int idle, int waiting) {

    private OriginConnections plus(OriginConnections other) {
      return new OriginConnections(
          leased + other.leased, idle + other.idle, waiting + other.waiting);
    }
  }

  static ConnectionSnapshot of(Transport transport) {
    Map<String, OriginConnections> origins = new TreeMap<>();
    if (transport instanceof DefaultTransport ours) {
      ours.figures((origin, leased, idle, waiting) -> origins.merge(
          (origin.secure() ? "https://" : "http://") + origin.authority(),
          new OriginConnections(leased, idle, waiting),
          OriginConnections::plus));
    }
    int leased = 0;
    int idle = 0;
    int waiting = 0;
    for (OriginConnections one : origins.values()) {
      leased += one.leased();
      idle += one.idle();
      waiting += one.waiting();
    }
    return new ConnectionSnapshot(leased, idle, waiting, origins);
  }
}
