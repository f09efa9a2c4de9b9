/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/**
 * The time limits of the phases of an attempt, in nanoseconds from the beginning of the phase;
 * {@link Long#MAX_VALUE} means no limit. Separate from {@link AttemptLimits}, because these are the
 * same for all attempts.
 *
 * @param connectNanos name look-up, every address and the TLS handshake: one budget for all
 * @param readNanos longest silence while waiting for bytes of the response
 * @param writeNanos longest time without progress while sending
 * @param poolNanos longest wait for a pooled connection
 */
public record PhaseLimits(long connectNanos, long readNanos, long writeNanos, long poolNanos) {

  private static final long OFF = Long.MAX_VALUE;
  private static final PhaseLimits NONE = new PhaseLimits(OFF, OFF, OFF, OFF);

  /** Returns no limits. */
  public static PhaseLimits none() {
    return NONE;
  }
}
