/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/**
 * How long each phase of an attempt may take, in nanoseconds from the moment the phase begins;
 * {@link Long#MAX_VALUE} means no limit. Apart from {@link AttemptLimits}, since these are the same
 * for all attempts.
 *
 * @param connectNanos name look-up, every address and the TLS handshake: one budget for all
 * @param readNanos longest silence while waiting for bytes of the response
 * @param writeNanos longest time without progress while sending
 * @param poolNanos longest wait for a pooled connection
 */
public record PhaseLimits(long connectNanos, long readNanos, long writeNanos, long poolNanos) {

  private static final long OFF = Long.MAX_VALUE;
  private static final PhaseLimits NONE = new PhaseLimits(OFF, OFF, OFF, OFF);

  /** No limits. */
  public static PhaseLimits none() {
    return NONE;
  }
}
