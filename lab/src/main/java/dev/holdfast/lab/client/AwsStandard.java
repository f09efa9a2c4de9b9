/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.sim.World;

/**
 * The AWS SDKs' standard mode of 2026. Three attempts; a bucket of 500 tokens for each client, of
 * which a retry takes 14, or 5 after throttling. A call that succeeds after retries returns the
 * tokens of its last retry; one without retries returns 1. Full jitter from 50 ms, or from 1 s
 * after throttling, up to 20 s. The SDKs read {@code x-amz-retry-after}, not {@code Retry-After}.
 *
 * <p>Source: docs.aws.amazon.com/sdkref, "Retry behavior" (with {@code AWS_NEW_RETRIES_2026}), and
 * the announcement on the AWS Developer Tools Blog.
 */
final class AwsStandard implements Rules {

  private static final int ATTEMPTS = 3;
  private static final long BUCKET = 500;
  private static final long TRANSIENT = 14;
  private static final long THROTTLED = 5;
  private static final double MOST_SECONDS = 20;

  private long tokens = BUCKET;

  @Override
  public long next(PeerCall call, Answer answer) {
    boolean throttled = answer.status() == 429;
    long cost = throttled ? THROTTLED : TRANSIENT;
    if (call.retries() + 1 >= ATTEMPTS || tokens < cost) {
      return STOP;
    }
    tokens -= cost;
    call.kept = cost;
    double base = throttled ? 1 : 0.05;
    return call.upTo(Math.min(MOST_SECONDS, base * Math.pow(2, call.retries())) * World.SECOND);
  }

  @Override
  public void ends(PeerCall call, boolean ok) {
    if (ok) {
      tokens = Math.min(BUCKET, tokens + (call.kept == 0 ? 1 : call.kept));
    }
  }
}
