/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.sim.World;

/**
 * Envoy as a client's proxy, with a retry budget: active retries, those in backoff included, may be
 * a fifth of the active requests, and three in any case. Two retries (as Istio sets it) with a
 * random backoff below (2^n - 1) times 25 ms, at most 250 ms. {@code Retry-After} is ignored unless
 * {@code rate_limited_retry_back_off} is configured.
 *
 * <p>Source: envoyproxy.io, "Router: x-envoy-max-retries" for the backoff,
 * config.cluster.v3.CircuitBreakers.Thresholds.RetryBudget for {@code budget_percent} 20 and
 * {@code min_retry_concurrency} 3.
 */
final class EnvoyBudget implements Rules {

  private static final int RETRIES = 2;
  private static final int AT_LEAST = 3;
  private static final double SHARE = 0.2;

  private int active;
  private int retrying;

  @Override
  public void begins(PeerCall call) {
    active++;
  }

  @Override
  public void attempted(PeerCall call, Answer answer) {
    if (call.kept == 1) {
      call.kept = 0;
      retrying--;
    }
  }

  @Override
  public long next(PeerCall call, Answer answer) {
    if (call.retries() == RETRIES || retrying >= Math.max(AT_LEAST, SHARE * active)) {
      return STOP;
    }
    retrying++;
    call.kept = 1;
    double millis = Math.min(250, 25 * (Math.pow(2, call.retries() + 1) - 1));
    return call.upTo(millis * World.MILLI);
  }

  @Override
  public void ends(PeerCall call, boolean ok) {
    active--;
  }
}
