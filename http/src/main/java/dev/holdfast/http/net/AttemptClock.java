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

  /** Creates a clock that starts now. */
  public AttemptClock(AttemptLimits limits) {
    this.limits = limits;
    this.wholeEnd = Math.min(limits.attemptNanos(), limits.deadlineNanos());
  }

  /** Returns the limits of the attempt. */
  public AttemptLimits limits() {
    return limits;
  }

  /** Returns the nanoseconds since the attempt began. */
  public long elapsed() {
    return System.nanoTime() - startedAt;
  }

  /** Starts the one budget for name look-up, all addresses and TLS. */
  public void beginConnect() {
    budgetEnd = Nanos.add(elapsed(), limits.connectNanos());
  }

  /** Ends the connect budget when the attempt has a connection. */
  public void endConnect() {
    budgetEnd = NONE;
  }

  /** Starts a budget for reading a discarded body. */
  public void beginDiscard(long nanos) {
    budgetEnd = Nanos.add(elapsed(), Math.max(0, nanos));
  }

  /** Whether a limit other than the silence of the peer can end the present wait. */
  public boolean bounded() {
    return wholeEnd != NONE || budgetEnd != NONE;
  }

  /**
   * Returns the nanoseconds until the next limit, {@link Long#MAX_VALUE} if there is none; 0 or
   * less if it has passed.
   */
  public long left() {
    return left(System.nanoTime());
  }

  /** Returns {@link #left()} at that reading of {@link System#nanoTime()}. */
  public long left(long now) {
    long end = Math.min(wholeEnd, budgetEnd);
    return end == NONE ? NONE : end - (now - startedAt);
  }

  /**
   * Returns the limit that has passed. Of several it is the widest, because the caller cannot
   * change that one later.
   */
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
