/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.ConnectionChoice;
import dev.holdfast.http.transport.ConnectionInfo;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.time.TimeSource;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures the phases of one attempt on the clock of the session, from the start of the attempt to
 * its end without a gap. Thread-safe: another thread may end an asynchronous attempt while its
 * transport still reports phases.
 */
final class PhaseClock implements AttemptListener {

  /** In the place of the index of a phase. */
  private static final byte NO_PHASE = -1;

  private static final byte OVER = -2;

  // A field for each phase of an attempt on an existing connection. An array for all phases would
  // double the size of this object, and most calls do not need it.
  private long pool = PhaseTimings.NOT_PASSED;
  private long send = PhaseTimings.NOT_PASSED;
  private long head = PhaseTimings.NOT_PASSED;
  private long body = PhaseTimings.NOT_PASSED;
  /** The phases of a new connection, by index. */
  private long @Nullable [] opening;

  private final TimeSource time;
  /** The start of the present phase; before the first, of the attempt; after the last, the end. */
  private long since;

  /**
   * The name of the connection, or its full description. One field, because every attempt has it.
   */
  private @Nullable Object connection;

  /** The headers that were handed to the transport. */
  private Headers sent = Headers.empty();

  /** The index of the present phase. A byte, since every attempt has this object. */
  private byte current = NO_PHASE;

  private boolean reused;

  /** Creates a clock for an attempt that began at that {@link TimeSource#nanoTime}. */
  PhaseClock(TimeSource time, long startNanos) {
    this.time = time;
    this.since = startNanos;
  }

  /** The first phase begins with the attempt, so that the clock is not read again. */
  @Override
  public synchronized void begin(Phase phase) {
    if (current == OVER) {
      return;
    }
    if (current != NO_PHASE) {
      turn();
    }
    current = (byte) PhaseTimings.index(phase);
  }

  /**
   * Restarts the clock: the first phase begins now. Time before it belongs to the attempt, but to
   * no phase.
   */
  synchronized void restart() {
    if (current == NO_PHASE) {
      since = time.nanoTime();
    }
  }

  @Override
  public synchronized void connected(boolean reusedConnection, String remoteAddress) {
    reused = reusedConnection;
    connection = remoteAddress;
  }

  @Override
  public synchronized void carriedBy(ConnectionInfo info) {
    connection = info;
  }

  /** Records the headers of a request that is handed to the transport. */
  synchronized void sending(Headers headers) {
    sent = headers;
  }

  /**
   * Returns the headers that were handed to the transport; none if the attempt did not come that
   * far.
   */
  synchronized Headers sent() {
    return sent;
  }

  /** Returns the connection of the attempt. */
  synchronized ConnectionInfo connection() {
    return connection instanceof ConnectionInfo known ? known : ConnectionInfo.unknown();
  }

  private @Nullable String remote() {
    return connection instanceof ConnectionInfo known ? known.name() : (String) connection;
  }

  /** Whether the attempt waits at the moment for a resource of this side. */
  synchronized boolean waitsForUs() {
    return current >= 0 && PhaseTimings.phase(current) == Phase.POOL;
  }

  /** Whether the attempt waited for a connection for more than half of its time. */
  synchronized boolean mostlyInThePool() {
    return pool > 0 && 2 * pool > lengthNanos();
  }

  /** Returns the sum of the phases. */
  synchronized long lengthNanos() {
    long length = 0;
    for (long nanos : timingsNanos()) {
      length += Math.max(0, nanos);
    }
    return length;
  }

  /**
   * Returns the choice for the attempt after this one, which has failed: another address if there
   * is one.
   *
   * @param unanswered whether no response arrived; then the next attempt does not use an idle
   *     connection
   */
  synchronized ConnectionChoice next(boolean unanswered) {
    String remote = remote();
    return remote == null
        ? ConnectionChoice.any()
        : new ConnectionChoice(unanswered && reused, remote);
  }

  /** Returns the choice for a hedge of this attempt: an address other than the connected one. */
  synchronized ConnectionChoice avoidingAddress(ConnectionChoice choice) {
    String remote = remote();
    return remote == null ? choice : new ConnectionChoice(choice.fresh(), remote);
  }

  /** Ends the attempt. Later reports of its transport are ignored. */
  synchronized void end() {
    turn();
    current = OVER;
  }

  /** Ends the attempt when the head of its response arrived: its body is not read. */
  synchronized void endAtHead() {
    if (current != OVER && current != PhaseTimings.index(Phase.BODY)) {
      turn();
    }
    current = OVER;
  }

  private void turn() {
    long now = time.nanoTime();
    if (current >= 0) {
      spent(PhaseTimings.phase(current), now - since);
    }
    since = now;
  }

  /** Whether the attempt's connection had carried a request before. */
  synchronized boolean reused() {
    return reused;
  }

  /** Returns when the attempt ended. */
  synchronized long endNanos() {
    return since;
  }

  /** Returns when the attempt ended, by the wall clock: counted back from now. */
  synchronized Instant endedAt() {
    return time.now().minusNanos(time.nanoTime() - since);
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

  /** Adds times. A phase may occur more than once. */
  private static long sum(long before, long nanos) {
    return Math.max(0, before) + nanos;
  }

  synchronized PhaseTimings timings() {
    Optional<String> protocol = connection instanceof ConnectionInfo known
        ? Optional.of(known.protocol())
        : Optional.empty();
    return new PhaseTimings(timingsNanos(), Optional.ofNullable(remote()), reused, protocol);
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
