/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Phase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures the phases of one attempt. Thread-safe: an asynchronous attempt may be ended from
 * elsewhere while its transport still tells of it.
 */
final class PhaseClock implements AttemptListener {

  private final long[] nanos = PhaseTimings.notPassed();
  private @Nullable Phase current;
  private long since;
  private @Nullable String remote;
  private boolean reused;

  @Override
  public synchronized void begin(Phase phase) {
    end();
    current = phase;
  }

  @Override
  public synchronized void connected(boolean reusedConnection, String remoteAddress) {
    reused = reusedConnection;
    remote = remoteAddress;
  }

  /** The attempt is over, or its present phase. */
  synchronized void end() {
    long now = System.nanoTime();
    if (current != null) {
      int phase = PhaseTimings.index(current);
      nanos[phase] = Math.max(0, nanos[phase]) + now - since;
    }
    current = null;
    since = now;
  }

  synchronized PhaseTimings timings() {
    return new PhaseTimings(nanos, Optional.ofNullable(remote), reused);
  }
}
