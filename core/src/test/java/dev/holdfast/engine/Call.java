/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.retry.Stop;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.FakeTime;
import java.time.Duration;

/** One call of an engine, given its verdicts one by one, on a clock that waits as decided. */
public final class Call {

  static final Backoff SECONDS = Backoff.exponential(Duration.ofSeconds(1)).jitter(Jitter.none());
  public static final Outcome<?> FAILED = Outcome.failed(new IllegalStateException("down"));

  final FakeTime time = new FakeTime();
  final CallState state = CallState.start(time);
  private final RetryEngine engine;
  private Deadline deadline = Deadline.none();

  private Call(RetryPolicy policy) {
    this.engine = new RetryEngine(policy, new PinnedRandom(0.5));
  }

  /** A call with urllib3-like delays of 0, 1, 2, 4… seconds and no jitter. */
  static Call with(RetryLimits limits) {
    return with(RetryPolicy.of(limits, SECONDS));
  }

  static Call with(Stop stop) {
    return with(
        new RetryPolicy(RetryLimits.total(10), SECONDS, stop, Duration.ofMinutes(2), false));
  }

  static Call with(RetryPolicy policy) {
    return new Call(policy);
  }

  Call deadline(Duration length) {
    deadline = Deadline.after(length, time);
    return this;
  }

  /** Makes an attempt with that verdict; the clock then waits as decided. */
  Decision next(Verdict verdict) {
    state.approach(Pipeline.none().enter(deadline));
    Decision decision = engine.decide(state, verdict, FAILED, deadline);
    if (decision instanceof Decision.Retry retry) {
      time.advance(retry.delayNanos());
    }
    return decision;
  }

  Decision.Retry retried(Verdict verdict) {
    Decision decision = next(verdict);
    assertThat(decision).isInstanceOf(Decision.Retry.class);
    return (Decision.Retry) decision;
  }

  Decision.Stop stopped(Verdict verdict) {
    Decision decision = next(verdict);
    assertThat(decision).isInstanceOf(Decision.Stop.class);
    return (Decision.Stop) decision;
  }
}
