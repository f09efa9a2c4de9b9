/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;
import dev.holdfast.lab.sim.World;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Resilience4j's retry around its circuit breaker, with their defaults. Three attempts, 500 ms
 * apart. The breaker opens for 60 s when half of the last 100 attempts failed, then lets ten
 * through, whose results decide. A refusal by the open breaker is an exception like any other, and
 * is retried. {@code Retry-After} is ignored.
 *
 * <p>Source: resilience4j.readme.io, "CircuitBreaker" and "Retry".
 */
final class Resilience4j implements Rules {

  private static final int ATTEMPTS = 3;
  private static final long WAIT = 500 * World.MILLI;
  private static final int WINDOW = 100;
  private static final double THRESHOLD = 0.5;
  private static final long OPEN = 60 * World.SECOND;
  private static final int PROBES = 10;

  private final Queue<Boolean> window = new ArrayDeque<>();
  private int failures;
  private boolean open;
  private long opened;
  private int probesLeft;
  private int probesOut;
  private int probesFailed;

  @Override
  public boolean admits(PeerCall call) {
    if (!open) {
      return true;
    }
    if (probesLeft == 0 && probesOut == 0 && call.world().nanoTime() - opened >= OPEN) {
      probesLeft = PROBES;
      probesFailed = 0;
    }
    if (probesLeft == 0) {
      return false;
    }
    probesLeft--;
    probesOut++;
    call.kept = 1;
    return true;
  }

  @Override
  public long refused(PeerCall call) {
    return wait(call);
  }

  @Override
  public void attempted(PeerCall call, Answer answer) {
    if (open) {
      if (call.kept == 1) {
        call.kept = 0;
        probed(call, answer.ok());
      }
      return;
    }
    window.add(answer.ok());
    failures += answer.ok() ? 0 : 1;
    if (window.size() > WINDOW && !window.remove()) {
      failures--;
    }
    if (window.size() == WINDOW && failures >= THRESHOLD * WINDOW) {
      open(call.world().nanoTime());
    }
  }

  private void open(long now) {
    open = true;
    opened = now;
    probesLeft = 0;
    probesOut = 0;
    window.clear();
    failures = 0;
  }

  private void probed(PeerCall call, boolean ok) {
    probesOut--;
    probesFailed += ok ? 0 : 1;
    if (probesOut == 0 && probesLeft == 0) {
      if (probesFailed >= THRESHOLD * PROBES) {
        open(call.world().nanoTime());
      } else {
        open = false;
      }
    }
  }

  @Override
  public long next(PeerCall call, Answer answer) {
    return wait(call);
  }

  private static long wait(PeerCall call) {
    return call.retries() + 1 < ATTEMPTS ? WAIT : STOP;
  }
}
