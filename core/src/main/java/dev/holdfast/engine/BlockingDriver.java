/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.engine.pipeline.PipelineRun;
import dev.holdfast.engine.pipeline.PipelineRun.Step;
import dev.holdfast.guard.Refusal;
import dev.holdfast.retry.Outcome;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a call on the calling thread: pass the guards, attempt, judge, decide, wait, repeat.
 * Contains no rule of its own. Thread-safe.
 */
public final class BlockingDriver {

  private final TimeSource time;

  /** A driver with that clock. */
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
  public <T> Ended<T> run(RetryEngine engine, Attempts<T> attempts, CallState state)
      throws InterruptedException {
    Deadline deadline = attempts.deadline();
    while (true) {
      PipelineRun run = attempts.pipeline(state).enter(deadline);
      state.approach(run);
      Outcome<T> outcome;
      Decision decision;
      try {
        Refusal refusal = pass(run, attempts, state);
        if (refusal == null) {
          state.begin(begins(attempts, state));
          outcome = attempts.attempt(state);
          state.end(attempts.attemptEndNanos(state));
          Verdict verdict = attempts.judge(outcome, state);
          run.close(attempts.ending(outcome, verdict));
          decision = engine.decide(state, verdict, outcome, deadline);
        } else {
          state.refused();
          outcome = attempts.refused(refusal, state);
          decision = engine.refused(refusal);
        }
      } finally {
        run.abandon();
      }
      attempts.decided(outcome, decision, state);
      state.leave();
      if (decision instanceof Decision.Retry retry) {
        time.sleep(retry.delayNanos());
        // The machine may have been suspended during the sleep.
        if (retry.delayNanos() > 0 && deadline.expired()) {
          return new Ended<>(attempts.overslept(state), engine.overslept());
        }
      } else if (!(decision instanceof Decision.Follow)) {
        return new Ended<>(outcome, decision);
      }
    }
  }

  static long begins(Caller<?> caller, CallState state) {
    return state.beginsWithCall() ? state.startNanos() : caller.attemptBeginNanos(state);
  }

  /** Waits as the guards require; null once the attempt may begin. */
  private @Nullable Refusal pass(PipelineRun run, Attempts<?> attempts, CallState state)
      throws InterruptedException {
    boolean held = false;
    while (true) {
      Step step =
          Approach.next(run, attempts, state, held && attempts.deadline().expired());
      if (step == Step.Enter.NOW) {
        return null;
      }
      if (step instanceof Step.Refuse refuse) {
        return refuse.refusal();
      }
      held = true;
      if (step instanceof Step.Pause pause) {
        time.sleep(pause.nanos());
      } else if (step instanceof Step.Queue queue) {
        time.await(queue.ticket()::whenReady, queue.nanos());
      }
      state.release();
    }
  }
}
