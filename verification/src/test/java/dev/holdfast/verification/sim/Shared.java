/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.util.Optional;

/**
 * The state that the calls of a saga share for each origin, as plain data; lengths in nanoseconds.
 */
record Shared(Optional<Purse> purse, Optional<Gate> gate, Optional<Fuse> fuse, Optional<Tap> tap) {

  private static final long SECOND = 1_000_000_000;

  /** The defaults of a session. */
  static final Shared STANDARD = new Shared(
      Optional.of(new Purse(0.3, 5, 300 * SECOND, 3_300 * SECOND / 1_000)),
      Optional.of(new Gate(true, 60 * SECOND)),
      Optional.empty(),
      Optional.empty());

  /** A retry budget. */
  record Purse(double ratio, int reserve, long refill, long window) {}

  /** A cooldown: whether other calls wait, and the longest wait. */
  record Gate(boolean waits, long longest) {}

  /** A circuit breaker; if it does not count the last calls, it counts all of a saga. */
  record Fuse(
      boolean byCount, int lastCalls, int minimum, double rate, long slow, long open, int probes) {

    boolean tripped(long calls, long failed, long slowOnes) {
      return calls >= minimum && (failed >= rate * calls || slowOnes >= rate * calls);
    }
  }

  /** A rate limit: the interval between permits, and the longest wait of a call for one. */
  record Tap(long interval, int burst, long longest) {}

  Safeguards safeguards() {
    Safeguards.Builder builder = Safeguards.builder()
        .without(Safeguards.Part.RETRY_BUDGET)
        .without(Safeguards.Part.COOLDOWN);
    purse.ifPresent(p -> builder.retryBudget(new RetryBudget(
        p.ratio, p.reserve, Duration.ofNanos(p.refill), Duration.ofNanos(p.window))));
    gate.ifPresent(g -> builder.cooldown(new Cooldown(
        g.waits ? Cooldown.Mode.WAIT : Cooldown.Mode.FAIL, Duration.ofNanos(g.longest))));
    fuse.ifPresent(f -> builder.breaker(policy(f)));
    tap.ifPresent(t -> builder.rate(RateLimit.of(1, Duration.ofNanos(t.interval))
        .burst(t.burst)
        .longestWait(Duration.ofNanos(t.longest))));
    return builder.build();
  }

  private static BreakerPolicy policy(Fuse fuse) {
    BreakerPolicy.Builder builder = BreakerPolicy.builder()
        .minimumCalls(fuse.minimum)
        .failureRate(fuse.rate)
        .openFor(Duration.ofNanos(fuse.open))
        .probes(fuse.probes);
    if (fuse.byCount) {
      builder.lastCalls(fuse.lastCalls);
    } else {
      builder.lastTime(Duration.ofDays(100));
    }
    if (fuse.slow != Long.MAX_VALUE) {
      builder.slowCalls(Duration.ofNanos(fuse.slow), fuse.rate);
    }
    return builder.build();
  }
}
