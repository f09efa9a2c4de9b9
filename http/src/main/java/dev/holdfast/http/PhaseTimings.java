/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.transport.Phase;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The time of each phase of an attempt, and the connection. Measured on the session's clock: the
 * phases follow one another from the attempt's beginning to its end. Immutable.
 */
public final class PhaseTimings {

  static final long NOT_PASSED = -1;
  private static final Phase[] PHASES = Phase.values();

  /** One time for each phase, by its index. A map of boxed numbers would take more memory. */
  private final long[] nanos;

  private final Optional<String> remote;
  private final boolean reused;
  private final Optional<String> protocol;

  PhaseTimings(long[] nanos, Optional<String> remote, boolean reused, Optional<String> protocol) {
    this.nanos = nanos.clone();
    this.remote = remote;
    this.reused = reused;
    this.protocol = protocol;
  }

  /** Returns the times of an attempt that has passed no phase yet. */
  static long[] notPassed() {
    long[] nanos = new long[PHASES.length];
    Arrays.fill(nanos, NOT_PASSED);
    return nanos;
  }

  @SuppressWarnings("EnumOrdinal") // what an EnumMap does; nothing is kept or sent
  static int index(Phase phase) {
    return phase.ordinal();
  }

  /** Returns the phase of that index. */
  static Phase phase(int index) {
    return PHASES[index];
  }

  /** Returns the time spent in that phase; empty if the attempt did not pass through it. */
  public Optional<Duration> of(Phase phase) {
    long time = nanos[index(phase)];
    return time == NOT_PASSED ? Optional.empty() : Optional.of(Duration.ofNanos(time));
  }

  /** Returns the address of the peer, if a connection was made. */
  public Optional<String> remote() {
    return remote;
  }

  /** Whether the connection had carried a request before. */
  public boolean reusedConnection() {
    return reused;
  }

  /**
   * Returns the version of HTTP, such as {@code HTTP/1.1}, if a connection was made and the
   * transport reports it.
   */
  public Optional<String> protocol() {
    return protocol;
  }

  /** Returns the phases and their times, for people to read. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Phase phase : PHASES) {
      of(phase)
          .ifPresent(time -> text.append(text.isEmpty() ? "" : ", ")
              .append(phase.name().toLowerCase(Locale.ROOT))
              .append(' ')
              .append(Nanos.format(Nanos.of(time))));
    }
    return text.toString();
  }
}
