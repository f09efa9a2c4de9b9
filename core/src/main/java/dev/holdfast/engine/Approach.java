/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.engine.pipeline.PipelineRun;
import dev.holdfast.engine.pipeline.PipelineRun.Step;
import dev.holdfast.guard.Ending;

/**
 * The way of an attempt through its guards, one step at a time: what both drivers do in the same
 * way. How a wait is carried out is theirs.
 */
final class Approach {

  private Approach() {}

  /**
   * The next step. If it is a wait, the call holds from now on, and its side has been told why.
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
