/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.Phase;
import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long each phase of an attempt took, and on which connection. Immutable. */
public final class PhaseTimings {

  private final Map<Phase, Long> nanos;
  private final Optional<String> remote;
  private final boolean reused;

  PhaseTimings(Map<Phase, Long> nanos, Optional<String> remote, boolean reused) {
    this.nanos = nanos.isEmpty() ? Map.of() : new EnumMap<>(nanos);
    this.remote = remote;
    this.reused = reused;
  }

  /** The time spent in that phase; empty if the attempt did not pass through it. */
  public Optional<Duration> of(Phase phase) {
    return Optional.ofNullable(nanos.get(phase)).map(Duration::ofNanos);
  }

  /** The address of the peer, if a connection was made. */
  public Optional<String> remote() {
    return remote;
  }

  /** Whether the connection had carried a request before. */
  public boolean reusedConnection() {
    return reused;
  }

  /** The phases and their times, for people to read. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    nanos.forEach((phase, time) -> text.append(text.isEmpty() ? "" : ", ")
        .append(phase.name().toLowerCase(Locale.ROOT))
        .append(' ')
        .append(Nanos.format(time)));
    return text.toString();
  }
}
