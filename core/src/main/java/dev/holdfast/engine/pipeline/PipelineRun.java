/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pipeline;

import dev.holdfast.budget.Budget;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Permit;
import dev.holdfast.guard.Refusal;
import dev.holdfast.guard.Ticket;
import dev.holdfast.time.Deadline;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The run of one attempt through a pipeline: tells the driver the next step, holds the permits, and
 * gives them back once. Does not wait itself. Used by one thread at a time.
 */
public final class PipelineRun {

  private static final Permit[] NO_PERMITS = {};
  /** The interval at which the first retry that waits for the budget asks it. */
  private static final long ASKS_NANOS = 1_000_000_000L;

  /** The next step of the driver. */
  public sealed interface Step {
    /** Make the attempt, then {@link PipelineRun#close}. */
    enum Enter implements Step {
      /** The only one. */
      NOW
    }

    /**
     * Wait for that time, then call {@link PipelineRun#next} again.
     *
     * @param nanos more than 0, and less than the time left until the deadline
     * @param why in words
     */
    record Pause(long nanos, Supplier<String> why) implements Step {}

    /**
     * Wait until the ticket is ready or the time is over, then call {@link PipelineRun#next} again.
     *
     * @param ticket a place in a queue
     * @param nanos more than 0
     * @param why in words
     * @param again whether the driver has waited for that ticket before
     */
    record Queue(Ticket ticket, long nanos, Supplier<String> why, boolean again) implements Step {}

    /** Make no attempt; the permits have gone back. */
    record Refuse(Refusal refusal) implements Step {}
  }

  private final Pipeline pipeline;
  private final Deadline deadline;
  /** Whether this is a second attempt, beside a running one. */
  private final boolean beside;

  private Permit[] permits = NO_PERMITS;
  private int held;
  private int asked;
  private boolean entered;
  private boolean retry;
  private boolean paid;
  private boolean owes;
  private boolean closed;
  private long sinceNanos;
  private long tookNanos;
  private Admission.@Nullable Queued queued;
  private BudgetQueue.@Nullable Place unpaid;

  PipelineRun(Pipeline pipeline, Deadline deadline, boolean beside) {
    this.pipeline = pipeline;
    this.deadline = deadline;
    this.beside = beside;
  }

  /** The budget that pays for a retry of this attempt. */
  public Budget budget() {
    return pipeline.budget();
  }

  /** Marks the attempt as a retry. */
  public void retry() {
    retry = true;
  }

  /** Marks the attempt as paid by the budget, which refunds it after a success. */
  public void paid() {
    paid = true;
  }

  /** The attempt is a retry that first waits for the budget. */
  public void owes() {
    owes = true;
  }

  /** A wait for a guard, or the attempt, begins at that moment of the driver's clock. */
  public void begin(long nanos) {
    sinceNanos = nanos;
  }

  /** The wait or the attempt ends at that moment of the driver's clock. */
  public void end(long nanos) {
    tookNanos = nanos - sinceNanos;
  }

  /** The start of the last wait or of the attempt. */
  public long sinceNanos() {
    return sinceNanos;
  }

  /** The duration of the last wait or of the attempt. */
  public long tookNanos() {
    return tookNanos;
  }

  /** The next step; called again after each wait. */
  public Step next() {
    if (owes) {
      Step wait = pay();
      if (wait != null) {
        return wait;
      }
    }
    if (queued != null) {
      Step over = leaveQueue(queued);
      if (over != null) {
        return over;
      }
    }
    List<Guard> guards = pipeline.guards();
    while (asked < guards.size()) {
      Guard guard = guards.get(asked);
      Step step = pass(beside ? guard.admitHedge() : guard.admit());
      if (step != null) {
        return step;
      }
    }
    entered = true;
    pipeline.began();
    return Step.Enter.NOW;
  }

  private @Nullable Step pay() {
    BudgetQueue.Place place = unpaid;
    boolean again = place != null;
    if (place == null) {
      place = pipeline.waiting().join();
      unpaid = place;
    }
    if (place.take() != null) {
      owes = false;
      unpaid = null;
      paid = place.refundable();
      return null;
    }
    if (deadline.expired()) {
      return refuse(Refusal.of(
          Refusal.Kind.DEADLINE,
          () -> budget().describe() + "; the deadline has passed while the call waited for it"));
    }
    long longest = place.first() ? ASKS_NANOS : Long.MAX_VALUE;
    return new Step.Queue(
        place,
        Math.min(longest, deadline.remainingNanos()),
        () -> budget().describe() + ", and the call waits until it can pay",
        again);
  }

  private @Nullable Step pass(Admission admission) {
    if (admission instanceof Admission.Granted granted) {
      hold(granted.permit());
      return granted.delayNanos() > 0 ? turnAfter(granted) : null;
    }
    if (admission instanceof Admission.Later later) {
      return fits(later.delayNanos())
          ? new Step.Pause(later.delayNanos(), later.refusal()::reason)
          : refuse(misfit(later.refusal()).retryAfterNanos(later.delayNanos()));
    }
    if (admission instanceof Admission.Queued place) {
      queued = place;
      long nanos = Math.min(place.longestNanos(), deadline.remainingNanos());
      if (nanos <= 0) {
        return leaveQueue(place);
      }
      return new Step.Queue(place.ticket(), nanos, place.refusal()::reason, false);
    }
    if (admission instanceof Admission.Refused refused) {
      return refuse(refused.refusal());
    }
    throw new AssertionError(admission);
  }

  private Step turnAfter(Admission.Granted granted) {
    long delay = granted.delayNanos();
    if (fits(delay)) {
      return new Step.Pause(delay, granted.why());
    }
    Refusal refusal = Refusal.of(Refusal.Kind.RATE_LIMITED, granted.why());
    return refuse(misfit(refusal).retryAfterNanos(delay));
  }

  private @Nullable Step leaveQueue(Admission.Queued place) {
    queued = null;
    Permit permit = place.ticket().take();
    if (permit != null) {
      hold(permit);
      return null;
    }
    place.ticket().leave();
    return refuse(
        deadline.expired()
            ? Refusal.of(Refusal.Kind.DEADLINE, place.refusal()::reason)
                .because("; the deadline has passed")
            : place.refusal());
  }

  private boolean fits(long nanos) {
    return deadline.isNone() || nanos < deadline.remainingNanos();
  }

  private Refusal misfit(Refusal refusal) {
    long left = deadline.remainingNanos();
    return refusal.because(
        ", which does not fit into the " + Nanos.format(left) + " left until the deadline");
  }

  @SuppressWarnings("ReferenceEquality") // two constants that stand for nothing
  private void hold(Permit permit) {
    asked++;
    if (permit == Permit.NONE) {
      return;
    }
    if (permits == NO_PERMITS) {
      permits = new Permit[pipeline.guards().size()];
    }
    permits[held++] = permit;
  }

  private Step refuse(Refusal refusal) {
    abandon();
    return new Step.Refuse(refusal);
  }

  /**
   * Ends the run: the guards are told, innermost first, and a success pays into the budget. Further
   * calls have no effect. An exception of a guard is thrown when all guards have been told.
   */
  public void close(Ending ending) {
    if (closed) {
      return;
    }
    closed = true;
    if (queued != null) {
      queued.ticket().leave();
      queued = null;
    }
    if (unpaid != null) {
      unpaid.leave();
      unpaid = null;
    }
    try {
      if (entered) {
        pipeline.ended(ending, tookNanos, !retry, paid);
      }
    } finally {
      close(held, ending);
    }
  }

  /**
   * Closes the permits from the last to the first; an exception of one must not keep the others
   * from being closed.
   */
  private void close(int many, Ending ending) {
    if (many == 0) {
      return;
    }
    try {
      permits[many - 1].close(ending, tookNanos);
    } finally {
      close(many - 1, ending);
    }
  }

  /** Ends the run without an outcome: the attempt was not made, or its outcome is not needed. */
  public void abandon() {
    close(entered ? Ending.IGNORED : Ending.UNUSED);
  }
}
