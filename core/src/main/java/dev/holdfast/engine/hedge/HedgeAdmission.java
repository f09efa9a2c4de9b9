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
 * The second attempt among the policies: passes only if nothing has it wait, pays from the account
 * of hedges, and gives back once what it was granted. Thread-safe.
 */
final class HedgeAdmission {

  private final Pipeline pipeline;
  private final Deadline deadline;
  private final TimeSource time;

  // Under the monitor.
  private @Nullable PipelineRun entry;
  private boolean gone;

  HedgeAdmission(Pipeline pipeline, Deadline deadline, TimeSource time) {
    this.pipeline = pipeline;
    this.deadline = deadline;
    this.time = time;
  }

  /** Why the second attempt may not be made, or null. Asked once. */
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

  /** The second attempt is not made although it might be. Why, in words. */
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
      entry = open;
    }
    return !gone;
  }

  /**
   * One of the two attempts is over, and the guards hear of it. Only the first call counts; before
   * {@link #refusal} it means that no second attempt is made.
   *
   * @param sinceNanos when that attempt began
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
    PipelineRun open = entry;
    entry = null;
    return open;
  }
}
