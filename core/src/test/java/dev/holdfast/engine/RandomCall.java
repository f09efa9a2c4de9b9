/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.retry.Stop;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A whole call with random limits, backoff, deadline, and verdicts, run on a fake clock. */
final class RandomCall implements Attempts<Integer> {

  static final Duration CAP = Duration.ofSeconds(20);
  static final Duration SERVER_DELAY_MAX = Duration.ofSeconds(60);
  private static final int MOST_ATTEMPTS = 300;

  final FakeTime time;
  final CallState state;
  final RetryLimits limits;
  final Duration deadline;
  final List<Decision> decisions = new ArrayList<>();
  private final Deadline end;
  private final Random random;

  private RandomCall(Random random) {
    this.random = random;
    this.time = new FakeTime(random.nextLong());
    this.state = CallState.start(time);
    this.limits = RetryLimits.total(random.nextInt(8))
        .with(Counter.CONNECT, random.nextInt(8))
        .with(Counter.REDIRECT, random.nextInt(4));
    this.deadline = Duration.ofMillis(random.nextInt(200_000));
    this.end = Deadline.after(deadline, time);
  }

  static RandomCall run(Random random) throws InterruptedException {
    RandomCall call = new RandomCall(random);
    RetryPolicy policy = new RetryPolicy(
        call.limits, call.backoff(), Stop.never(), SERVER_DELAY_MAX, random.nextBoolean());
    new BlockingDriver(call.time).run(new RetryEngine(policy, random), call, call.state);
    return call;
  }

  private Backoff backoff() {
    Duration base = Duration.ofMillis(1 + random.nextInt(5_000));
    List<Backoff> schedules = List.of(
        Backoff.exponential(base),
        Backoff.constant(base),
        Backoff.linear(base),
        Backoff.fibonacci(base),
        Backoff.decorrelated(base));
    List<Jitter> jitters =
        List.of(Jitter.none(), Jitter.full(), Jitter.equal(), Jitter.decorrelated());
    return schedules
        .get(random.nextInt(schedules.size()))
        .max(CAP)
        .jitter(jitters.get(random.nextInt(jitters.size())));
  }

  @Override
  public Deadline deadline() {
    return end;
  }

  @Override
  public Outcome<Integer> attempt(CallState state) {
    time.advance(Duration.ofMillis(random.nextInt(2_000)).toNanos());
    return Outcome.of(state.attempts());
  }

  @Override
  public Verdict judge(Outcome<Integer> outcome, CallState state) {
    if (state.attempts() >= MOST_ATTEMPTS) {
      return new Verdict.Accept("enough");
    }
    return switch (random.nextInt(20)) {
      case 0 -> new Verdict.Accept("done");
      case 1 -> new Verdict.Reject("final");
      case 2, 3, 4, 5 -> new Verdict.Follow("redirected");
      case 6, 7, 8 -> Verdict.retryAtOnce(Counter.READ, "stale");
      case 9, 10, 11 ->
        Verdict.retryAfter(
            Counter.STATUS, "busy", Duration.ofMillis(random.nextInt(70_000) - 1_000));
      case 12, 13, 14 -> Verdict.retry(Counter.CONNECT, "refused");
      default -> Verdict.retry(Counter.OTHER, "failed");
    };
  }

  @Override
  public void decided(Outcome<Integer> outcome, Decision decision, CallState state) {
    decisions.add(decision);
  }
}
