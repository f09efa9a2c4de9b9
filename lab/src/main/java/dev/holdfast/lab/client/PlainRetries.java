/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.sim.World;

/**
 * Five retries with exponential backoff and full jitter, from half a second to twenty: the loop of
 * the AWS architecture blog (M. Brooker, 2015, "Exponential Backoff And Jitter").
 */
final class PlainRetries implements Rules {

  private static final int RETRIES = 5;
  private static final double MOST_SECONDS = 20;

  @Override
  public long next(PeerCall call, Answer answer) {
    if (call.retries() == RETRIES) {
      return STOP;
    }
    double seconds = Math.min(MOST_SECONDS, 0.5 * Math.pow(2, call.retries()));
    return call.upTo(seconds * World.SECOND);
  }
}
