/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.sim;

import static dev.holdfast.http.transport.Category.BREAKER_OPEN;
import static dev.holdfast.http.transport.Category.RATE_LIMITED;

import dev.holdfast.guard.Ending;
import dev.holdfast.http.transport.Category;
import dev.holdfast.http.transport.Sent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says what calls that share something may do, from the words of the design. Like the model of a
 * call it goes along with the trace where more than one thing is right.
 */
final class SharedModel {

  private final Shared shared;
  private final Map<String, Site> sites = new HashMap<>();

  SharedModel(Shared shared) {
    this.shared = shared;
  }

  /** What is shared by calls to that origin. */
  Site at(String origin) {
    return sites.computeIfAbsent(origin, any -> new Site(shared));
  }

  /**
   * What becomes of an attempt.
   *
   * @param hold how long it is held before it is made
   * @param refusal how the call ends instead
   */
  record Answer(WaitModel.Interval hold, Optional<Want> refusal) {}

  /** The shared policies on the way to one origin. */
  static final class Site {

    private final BudgetModel budget;
    private final BreakerModel breaker;
    private final CooldownModel cooldown;

    private Site(Shared shared) {
      budget = new BudgetModel(shared.purse());
      breaker = new BreakerModel(shared.fuse());
      cooldown = new CooldownModel(shared.gate());
    }

    BudgetModel budget() {
      return budget;
    }

    CooldownModel cooldown() {
      return cooldown;
    }

    /**
     * An attempt is about to be made: the breaker is asked first, then the cooldown.
     *
     * @param left until the deadline
     * @param made whether it was made, as the trace tells
     * @param ending of the call, as the trace tells
     */
    Answer attempt(long now, long left, boolean made, Want ending) {
      Optional<WaitModel.Interval> shut = breaker.shut(now);
      boolean refused = !made && ending.category().equals(Optional.of(BREAKER_OPEN));
      if (shut.isPresent() && (shut.get().least() > 0 || refused)) {
        Want want = refusal(BREAKER_OPEN, shut.get(), ending);
        breaker.told(now + want.retryAfter().orElseThrow().toNanos());
        return new Answer(WaitModel.Interval.exactly(0), Optional.of(want));
      }
      breaker.passed();
      WaitModel.Interval hold = cooldown.left(now);
      boolean misfit = hold.least() >= left || (hold.most() >= left && !made);
      boolean closed = hold.most() > 0 && (misfit || !cooldown.waits());
      return new Answer(
          hold, closed ? Optional.of(refusal(RATE_LIMITED, hold, ending)) : Optional.empty());
    }

    /** Says when to come back: of what is right, what the trace has. */
    private static Want refusal(Category category, WaitModel.Interval right, Want ending) {
      long told = ending.retryAfter().map(Duration::toNanos).orElse(-1L);
      return Want.failed(category, Sent.NO)
          .after(Duration.ofNanos(right.contains(told) ? told : right.most()));
    }

    /** An attempt that was made is over. */
    void ended(Ending ending, long took, long now) {
      if (ending == Ending.SUCCEEDED) {
        budget.succeeded(now);
      }
      breaker.ended(ending, took, now);
    }
  }
}
