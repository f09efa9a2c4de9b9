/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.util.Objects;

/**
 * The time limits of one attempt, in nanoseconds from its beginning; {@link Long#MAX_VALUE} means
 * no limit. The transport measures with {@link System#nanoTime()}.
 *
 * @param phases the limits of its phases
 * @param attemptNanos the limit of the whole attempt, body included
 * @param deadlineNanos the time left for the whole call when the attempt starts
 */
public record AttemptLimits(PhaseLimits phases, long attemptNanos, long deadlineNanos) {

  /** Checks that nothing is missing. */
  public AttemptLimits {
    Objects.requireNonNull(phases, "phases");
  }

  /** Creates limits with each phase's limit, in the order of {@link PhaseLimits}. */
  public AttemptLimits(
      long connectNanos,
      long readNanos,
      long writeNanos,
      long poolNanos,
      long attemptNanos,
      long deadlineNanos) {
    this(
        new PhaseLimits(connectNanos, readNanos, writeNanos, poolNanos),
        attemptNanos,
        deadlineNanos);
  }

  /** Returns no limits at all: for tests of transports. */
  public static AttemptLimits none() {
    return new AttemptLimits(PhaseLimits.none(), Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Returns {@link PhaseLimits#connectNanos}. */
  public long connectNanos() {
    return phases.connectNanos();
  }

  /** Returns {@link PhaseLimits#readNanos}. */
  public long readNanos() {
    return phases.readNanos();
  }

  /** Returns {@link PhaseLimits#writeNanos}. */
  public long writeNanos() {
    return phases.writeNanos();
  }

  /** Returns {@link PhaseLimits#poolNanos}. */
  public long poolNanos() {
    return phases.poolNanos();
  }
}
