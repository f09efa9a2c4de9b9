/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import java.util.Objects;

/**
 * How long one attempt may take, in nanoseconds from the moment it begins; {@link Long#MAX_VALUE}
 * means no limit. The transport measures with {@link System#nanoTime()}.
 *
 * @param phases how long each of its phases may take
 * @param attemptNanos the whole attempt, body included
 * @param deadlineNanos the time left for the whole call when the attempt starts
 */
public record AttemptLimits(PhaseLimits phases, long attemptNanos, long deadlineNanos) {

  /** Checks that nothing is missing. */
  public AttemptLimits {
    Objects.requireNonNull(phases, "phases");
  }

  /** With each phase's limit, in the order of {@link PhaseLimits}. */
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

  /** No limits at all: for tests of transports. */
  public static AttemptLimits none() {
    return new AttemptLimits(PhaseLimits.none(), Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** As {@link PhaseLimits#connectNanos}. */
  public long connectNanos() {
    return phases.connectNanos();
  }

  /** As {@link PhaseLimits#readNanos}. */
  public long readNanos() {
    return phases.readNanos();
  }

  /** As {@link PhaseLimits#writeNanos}. */
  public long writeNanos() {
    return phases.writeNanos();
  }

  /** As {@link PhaseLimits#poolNanos}. */
  public long poolNanos() {
    return phases.poolNanos();
  }
}
