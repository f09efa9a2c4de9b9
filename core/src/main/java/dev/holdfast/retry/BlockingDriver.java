/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.util.Objects;

/**
 * Runs a call on the calling thread: attempt, judge, decide, wait, again. Holds no rule of its own;
 * an asynchronous driver does the same with a timer in place of the sleep. Thread-safe.
 */
public final class BlockingDriver {

  private final TimeSource time;

  /** A driver that waits on that clock. */
  public BlockingDriver(TimeSource time) {
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * The end of a call.
   *
   * @param outcome of the last attempt
   * @param decision that ended it: a success or a stop
   */
  public record Ended<T>(Outcome<T> outcome, Decision decision) {}

  /**
   * Runs the call to its end.
   *
   * @throws InterruptedException if the thread is interrupted while waiting
   */
  public <T> Ended<T> run(
      RetryEngine engine, Attempts<T> attempts, CallState state, Deadline deadline)
      throws InterruptedException {
    while (true) {
      state.beginAttempt();
      Outcome<T> outcome = attempts.attempt(state);
      Decision decision = engine.decide(state, attempts.judge(outcome, state), outcome, deadline);
      attempts.decided(outcome, decision, state);
      if (decision instanceof Decision.Retry retry) {
        time.sleep(retry.delayNanos());
      } else if (!(decision instanceof Decision.Follow)) {
        return new Ended<>(outcome, decision);
      }
    }
  }
}
