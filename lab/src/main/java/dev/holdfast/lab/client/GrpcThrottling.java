/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.sim.World;

/**
 * gRPC with the retry policy and the {@code retryThrottling} that its design document gives as the
 * example. Four attempts, random waits up to 0.1, 0.2, 0.4 s. Ten tokens for each server: a failure
 * takes one, a success returns a tenth, and a retry needs more than half of them. A server asks for
 * a wait in a trailer of gRPC's own, so {@code Retry-After} is ignored.
 *
 * <p>Source: github.com/grpc/proposal, A6 "gRPC Retry Design".
 */
final class GrpcThrottling implements Rules {

  private static final int ATTEMPTS = 4;
  private static final double MOST_TOKENS = 10;
  private static final double RATIO = 0.1;

  private double tokens = MOST_TOKENS;

  @Override
  public void attempted(PeerCall call, Answer answer) {
    tokens = answer.ok() ? Math.min(MOST_TOKENS, tokens + RATIO) : Math.max(0, tokens - 1);
  }

  @Override
  public long next(PeerCall call, Answer answer) {
    return call.retries() + 1 >= ATTEMPTS || tokens <= MOST_TOKENS / 2
        ? STOP
        : call.upTo(Math.min(1, 0.1 * Math.pow(2, call.retries())) * World.SECOND);
  }
}
