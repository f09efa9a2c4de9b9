/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import dev.holdfast.engine.time.Nanos;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The pending requests to one place, and the number of calls in flight. If a limit of the session
 * refuses one, fewer are sent at a time: as many as were in flight then, and one more after each
 * successful round, as in TCP.
 */
final class Lane<Q> {

  private static final long SHORTEST_PAUSE_NANOS = 20_000_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

  /** A request, and its position in the order. */
  record Waiting<Q>(long index, Q request) {}

  final String place;
  final Deque<Waiting<Q>> waiting = new ArrayDeque<>();
  private final int most;
  private int running;
  private int limit;
  private int endedSince;
  private long pausedUntilNanos;
  private long pause = SHORTEST_PAUSE_NANOS;

  Lane(String place, int most, long nowNanos) {
    this.place = place;
    this.most = most;
    this.limit = most;
    this.pausedUntilNanos = nowNanos;
  }

  boolean idle() {
    return running == 0 && waiting.isEmpty() && limit == most;
  }

  boolean mayStart(long nowNanos) {
    return !waiting.isEmpty() && running < limit && pausedUntilNanos - nowNanos <= 0;
  }

  /**
   * Returns the time until a call may start, if nothing else happens; MAX if only the end of a call
   * helps.
   */
  long pausedNanos(long nowNanos) {
    return waiting.isEmpty() || running >= limit
        ? Long.MAX_VALUE
        : Math.max(0, pausedUntilNanos - nowNanos);
  }

  Waiting<Q> start() {
    running++;
    return waiting.removeFirst();
  }

  /** Records the end of a call that no limit refused. */
  void ended() {
    running--;
    pause = SHORTEST_PAUSE_NANOS;
    endedSince++;
    if (limit < most && endedSince >= limit) {
      limit++;
      endedSince = 0;
    }
  }

  /** Records that a limit refused the request, which becomes the first pending one again. */
  void refused(Waiting<Q> request, long askedNanos, long nowNanos) {
    running--;
    waiting.addFirst(request);
    limit = Math.max(1, Math.min(limit, running));
    endedSince = 0;
    if (askedNanos > 0 || running == 0) {
      pausedUntilNanos = Nanos.add(nowNanos, Math.max(askedNanos, pause));
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
  }
}
