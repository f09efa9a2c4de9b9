/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.engine.pipeline.PipelineRun;
import dev.holdfast.engine.pipeline.PipelineRun.Step;
import dev.holdfast.guard.Ending;

/**
 * Takes an attempt through its guards, one step at a time. Both drivers share it; each waits in its
 * own way.
 */
final class Approach {

  private Approach() {}

  /**
   * Returns the next step. If it is a wait, the call is held from now on, and the caller's side has
   * been told the reason.
   *
   * @param late whether a wait has used up the time of the call: then no attempt begins
   */
  static Step next(PipelineRun run, Caller<?> caller, CallState state, boolean late) {
    Step step = run.next();
    if (step == Step.Enter.NOW && late) {
      run.close(Ending.UNUSED);
      return new Step.Refuse(RetryEngine.heldTooLong());
    }
    if (step instanceof Step.Pause pause) {
      state.hold();
      caller.held(pause.nanos(), pause.why().get(), state);
    } else if (step instanceof Step.Queue queue) {
      state.hold();
      if (!queue.again()) {
        caller.held(queue.nanos(), queue.why().get(), state);
      }
    }
    return step;
  }
}
