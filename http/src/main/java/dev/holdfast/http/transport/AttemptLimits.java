/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

/**
 * How long each phase of one attempt may take, in nanoseconds from the moment the phase begins;
 * {@link Long#MAX_VALUE} means no limit. The transport measures with {@link System#nanoTime()}.
 *
 * @param connectNanos name look-up, every address and the TLS handshake: one budget for all
 * @param readNanos longest silence while waiting for bytes of the response
 * @param writeNanos longest time without progress while sending
 * @param poolNanos longest wait for a pooled connection
 * @param attemptNanos the whole attempt, body included
 * @param deadlineNanos what is left of the whole call when the attempt starts
 */
public record AttemptLimits(
    long connectNanos,
    long readNanos,
    long writeNanos,
    long poolNanos,
    long attemptNanos,
    long deadlineNanos) {

  /** No limits at all: for tests of transports. */
  public static AttemptLimits none() {
    long none = Long.MAX_VALUE;
    return new AttemptLimits(none, none, none, none, none, none);
  }
}
