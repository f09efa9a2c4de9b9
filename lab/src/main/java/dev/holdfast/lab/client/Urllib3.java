/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.sim.World;

/**
 * requests with urllib3's {@code Retry(total=5, backoff_factor=0.5, status_forcelist=[429, 500,
 * 502, 503, 504])}: waits of 0, 1, 2, 4 and 8 s. A {@code Retry-After} on 413, 429 or 503 is the
 * wait of the call that received it ({@code respect_retry_after_header}, on by default).
 *
 * <p>Source: urllib3.readthedocs.io, urllib3.util.Retry, {@code backoff_factor}: {@code factor *
 * 2^(retries so far)} seconds, none before the first retry.
 */
final class Urllib3 implements Rules {

  private static final int TOTAL = 5;

  @Override
  public long next(PeerCall call, Answer answer) {
    int done = call.retries();
    if (done == TOTAL) {
      return STOP;
    }
    if (answer.retryAfterNanos() >= 0) {
      return answer.retryAfterNanos();
    }
    return done == 0 ? 0 : (long) (0.5 * Math.pow(2, done) * World.SECOND);
  }
}
