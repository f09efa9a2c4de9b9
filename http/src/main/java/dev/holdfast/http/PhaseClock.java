/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.ConnectionChoice;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.time.TimeSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures the phases of one attempt, from its beginning to its end without a gap, on the session's
 * clock. Thread-safe: an asynchronous attempt may be ended from elsewhere while its transport still
 * tells of it.
 */
final class PhaseClock implements AttemptListener {

  // A field for each phase that an attempt passes on a connection that is there already: an array
  // for all of them, which most calls have no use for, would double what this weighs.
  private long pool = PhaseTimings.NOT_PASSED;
  private long send = PhaseTimings.NOT_PASSED;
  private long head = PhaseTimings.NOT_PASSED;
  private long body = PhaseTimings.NOT_PASSED;
  /** Those of a new connection, by the index of the phase. */
  private long @Nullable [] opening;

  private final TimeSource time;
  private @Nullable Phase current;
  /** When the present phase began; before the first one, the attempt; after the last, its end. */
  private long since;

  private @Nullable String remote;
  private boolean reused;
  private boolean over;

  /** Of an attempt that began at that {@link TimeSource#nanoTime}. */
  PhaseClock(TimeSource time, long startNanos) {
    this.time = time;
    this.since = startNanos;
  }

  /** A first phase begins with the attempt: a reading of the clock less. */
  @Override
  public synchronized void begin(Phase phase) {
    if (over) {
      return;
    }
    if (current != null) {
      turn();
    }
    current = phase;
  }

  @Override
  public synchronized void connected(boolean reusedConnection, String remoteAddress) {
    reused = reusedConnection;
    remote = remoteAddress;
  }

  /** Whether what is waited for at the moment is of this side, not of the server's. */
  synchronized boolean waitsForUs() {
    return current == Phase.POOL;
  }

  /** Whether more than half of the attempt went by before it had a connection to use or open. */
  synchronized boolean mostlyInThePool() {
    return pool > 0 && 2 * pool > lengthNanos();
  }

  /** How long its phases took. */
  synchronized long lengthNanos() {
    long length = 0;
    for (long nanos : timingsNanos()) {
      length += Math.max(0, nanos);
    }
    return length;
  }

  /**
   * The connection that the next attempt should get, since this one has failed: another address
   * where there is one.
   *
   * @param unanswered whether nothing came: after that an idle connection is not trusted again
   */
  synchronized ConnectionChoice next(boolean unanswered) {
    return remote == null
        ? ConnectionChoice.any()
        : new ConnectionChoice(unanswered && reused, remote);
  }

  /** The choice for a hedge of this attempt: another address than this attempt is connected to. */
  synchronized ConnectionChoice avoidingAddress(ConnectionChoice choice) {
    return remote == null ? choice : new ConnectionChoice(choice.fresh(), remote);
  }

  /** The attempt is over; later reports of its transport are ignored. */
  synchronized void end() {
    turn();
    current = null;
    over = true;
  }

  private void turn() {
    long now = time.nanoTime();
    if (current != null) {
      spent(current, now - since);
    }
    since = now;
  }

  /** Whether the attempt's connection had carried a request before. */
  synchronized boolean reused() {
    return reused;
  }

  /** When the attempt was over. */
  synchronized long endNanos() {
    return since;
  }

  private void spent(Phase phase, long nanos) {
    switch (phase) {
      case POOL -> pool = sum(pool, nanos);
      case SEND -> send = sum(send, nanos);
      case HEAD -> head = sum(head, nanos);
      case BODY -> body = sum(body, nanos);
      case DNS, CONNECT, TLS -> {
        if (opening == null) {
          opening = PhaseTimings.notPassed();
        }
        int index = PhaseTimings.index(phase);
        opening[index] = sum(opening[index], nanos);
      }
    }
  }

  /** A phase may come more than once. */
  private static long sum(long before, long nanos) {
    return Math.max(0, before) + nanos;
  }

  synchronized PhaseTimings timings() {
    return new PhaseTimings(timingsNanos(), Optional.ofNullable(remote), reused);
  }

  private long[] timingsNanos() {
    long[] nanos = opening == null ? PhaseTimings.notPassed() : opening.clone();
    nanos[PhaseTimings.index(Phase.POOL)] = pool;
    nanos[PhaseTimings.index(Phase.SEND)] = send;
    nanos[PhaseTimings.index(Phase.HEAD)] = head;
    nanos[PhaseTimings.index(Phase.BODY)] = body;
    return nanos;
  }
}
