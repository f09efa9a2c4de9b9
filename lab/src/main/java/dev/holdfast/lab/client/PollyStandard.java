/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.sim.World;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * {@code AddStandardResilienceHandler} of Microsoft.Extensions.Http.Resilience, built on Polly. At
 * most 1,000 calls at a time; 30 s for a call; three retries, exponential from 2 s with jitter, or
 * after the {@code Retry-After} that the call received; a breaker that opens for 5 s when 10 % of
 * at least 100 attempts in 30 s fail, then lets one attempt through; 10 s for an attempt. Attempts
 * that the open breaker refuses are not retried.
 *
 * <p>Source: learn.microsoft.com, "Build resilient HTTP apps: Standard resilience handler
 * defaults"; the jitter is Polly's decorrelated jitter, version 2.
 */
final class PollyStandard implements Rules {

  private static final int MOST_CALLS = 1_000;
  private static final int RETRIES = 3;
  private static final double BASE_SECONDS = 2;
  private static final long CALL = 30 * World.SECOND;
  private static final long ATTEMPT = 10 * World.SECOND;
  private static final long SAMPLING = 30 * World.SECOND;
  private static final int THROUGHPUT = 100;
  private static final double RATIO = 0.1;
  private static final long BREAK = 5 * World.SECOND;

  private final Deque<Sample> samples = new ArrayDeque<>();
  private int calls;
  private int failures;
  private boolean open;
  private boolean probing;
  private long opened;

  private record Sample(long nanos, boolean ok) {}

  @Override
  public void begins(PeerCall call) {
    calls++;
  }

  @Override
  public boolean admits(PeerCall call) {
    if (calls > MOST_CALLS) {
      return false;
    }
    if (!open) {
      return true;
    }
    if (probing || call.world().nanoTime() - opened < BREAK) {
      return false;
    }
    probing = true;
    call.kept = 1;
    return true;
  }

  @Override
  public void attempted(PeerCall call, Answer answer) {
    long now = call.world().nanoTime();
    if (open) {
      if (call.kept == 1) {
        call.kept = 0;
        probing = false;
        open = !answer.ok();
        opened = now;
      }
      return;
    }
    samples.add(new Sample(now, answer.ok()));
    failures += answer.ok() ? 0 : 1;
    while (now - samples.getFirst().nanos() > SAMPLING) {
      failures -= samples.removeFirst().ok() ? 0 : 1;
    }
    if (!answer.ok() && samples.size() >= THROUGHPUT && failures >= RATIO * samples.size()) {
      open = true;
      opened = now;
      samples.clear();
      failures = 0;
    }
  }

  @Override
  public long next(PeerCall call, Answer answer) {
    if (call.retries() == RETRIES) {
      return STOP;
    }
    if (answer.retryAfterNanos() >= 0) {
      return answer.retryAfterNanos();
    }
    double t = call.retries() + call.random();
    double before = call.retries() == 0 ? 0 : jitter(call.retries() - 1 + call.random());
    return (long) (Math.max(0, jitter(t) - before) / 1.4 * BASE_SECONDS * World.SECOND);
  }

  private static double jitter(double t) {
    return Math.pow(2, t) * Math.tanh(Math.sqrt(4 * t));
  }

  @Override
  public void ends(PeerCall call, boolean ok) {
    calls--;
  }

  /**
   * Counts a cancelled attempt as a success, as the breaker does with every outcome that it does
   * not handle.
   */
  @Override
  public void cancelled(PeerCall call) {
    if (call.kept == 1) {
      call.kept = 0;
      probing = false;
      open = false;
    }
  }

  @Override
  public long attemptNanos() {
    return ATTEMPT;
  }

  @Override
  public long callNanos() {
    return CALL;
  }
}
