/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.transport.AttemptLimits;

/** Measures one attempt against its limits. Used by the thread that runs the attempt. */
public final class AttemptClock {

  private static final long NONE = Long.MAX_VALUE;

  private final AttemptLimits limits;
  private final long startedAt = System.nanoTime();
  private final long wholeEnd;
  private long budgetEnd = NONE;

  /** Starts now. */
  public AttemptClock(AttemptLimits limits) {
    this.limits = limits;
    this.wholeEnd = Math.min(limits.attemptNanos(), limits.deadlineNanos());
  }

  /** The limits of the attempt. */
  public AttemptLimits limits() {
    return limits;
  }

  /** Nanoseconds since the attempt began. */
  public long elapsed() {
    return System.nanoTime() - startedAt;
  }

  /** Starts the one budget for name look-up, all addresses and TLS. */
  public void beginConnect() {
    budgetEnd = Nanos.add(elapsed(), limits.connectNanos());
  }

  /** A connection is in hand: its budget no longer counts. */
  public void endConnect() {
    budgetEnd = NONE;
  }

  /** Starts a budget for reading what is not wanted. */
  public void beginDiscard(long nanos) {
    budgetEnd = Nanos.add(elapsed(), Math.max(0, nanos));
  }

  /** Whether anything but the silence of the peer can end the present wait. */
  public boolean bounded() {
    return wholeEnd != NONE || budgetEnd != NONE;
  }

  /**
   * Nanoseconds until the next limit, {@link Long#MAX_VALUE} if there is none; 0 or less if over.
   */
  public long left() {
    return left(System.nanoTime());
  }

  /** As {@link #left()} at that reading of {@link System#nanoTime()}. */
  public long left(long now) {
    long end = Math.min(wholeEnd, budgetEnd);
    return end == NONE ? NONE : end - (now - startedAt);
  }

  /** Which limit is used up: the widest one, since that is what the caller cannot change later. */
  public EndReason expired(EndReason phase) {
    long now = elapsed();
    if (limits.deadlineNanos() <= now) {
      return EndReason.DEADLINE;
    }
    if (limits.attemptNanos() <= now) {
      return EndReason.ATTEMPT;
    }
    return budgetEnd <= now ? EndReason.CONNECT : phase;
  }
}
