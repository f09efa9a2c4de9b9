/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.hedge;

import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.engine.pipeline.PipelineRun;
import dev.holdfast.engine.pipeline.PipelineRun.Step;
import dev.holdfast.guard.Ending;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The admission of a second attempt: it must pass the guards without a wait, is paid from the
 * budget for hedges, and releases its permits once. Thread-safe.
 */
final class HedgeAdmission {

  private final Pipeline pipeline;
  private final Deadline deadline;
  private final TimeSource time;

  // Guarded by the monitor.
  private @Nullable PipelineRun run;
  private boolean gone;

  HedgeAdmission(Pipeline pipeline, Deadline deadline, TimeSource time) {
    this.pipeline = pipeline;
    this.deadline = deadline;
    this.time = time;
  }

  /** The reason why the second attempt may not be made, or null. Called once. */
  @Nullable String refusal() {
    PipelineRun open = pipeline.enterBeside(deadline);
    boolean kept = false;
    try {
      String refusal = refusal(open);
      if (refusal == null) {
        kept = keep(open);
        refusal = kept ? null : notPaid();
      }
      return refusal;
    } finally {
      if (!kept) {
        open.close(Ending.UNUSED);
      }
    }
  }

  private @Nullable String refusal(PipelineRun open) {
    Step step = open.next();
    if (step instanceof Step.Refuse refuse) {
      return refuse.refusal().reason();
    }
    if (step != Step.Enter.NOW) {
      return "it would have to wait";
    }
    return pipeline.hedgeBudget().tryAcquire() ? null : pipeline.hedgeBudget().describe();
  }

  /** Withdraws an admitted second attempt. Returns the reason. */
  String withdraw() {
    PipelineRun open = leave();
    if (open != null) {
      open.close(Ending.UNUSED);
    }
    return notPaid();
  }

  private String notPaid() {
    pipeline.hedgeBudget().refund();
    return "the first attempt ended in the same moment";
  }

  private synchronized boolean keep(PipelineRun open) {
    if (!gone) {
      run = open;
    }
    return !gone;
  }

  /**
   * One of the two attempts has ended: tells the guards. Further calls have no effect. If called
   * before {@link #refusal}, no second attempt is made.
   *
   * @param sinceNanos start of that attempt
   */
  void leave(Ending ending, long sinceNanos) {
    PipelineRun open = leave();
    if (open != null) {
      open.begin(sinceNanos);
      open.end(time.nanoTime());
      open.close(ending);
    }
  }

  private synchronized @Nullable PipelineRun leave() {
    gone = true;
    PipelineRun open = run;
    run = null;
    return open;
  }
}
