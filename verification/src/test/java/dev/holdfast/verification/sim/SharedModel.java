/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import static dev.holdfast.http.Category.BREAKER_OPEN;
import static dev.holdfast.http.Category.DEADLINE_EXCEEDED;
import static dev.holdfast.http.Category.RATE_LIMITED;

import dev.holdfast.guard.Ending;
import dev.holdfast.http.Category;
import dev.holdfast.http.transport.Sent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Computes the correct behaviour of calls that share state, from the wording of the design. Like
 * the model of a call, it follows the trace if several courses are correct.
 */
final class SharedModel {

  private final Shared shared;
  private final Map<String, Site> sites = new HashMap<>();
  private final BudgetModel session;

  SharedModel(Shared shared) {
    this.shared = shared;
    this.session = AccountsModel.ofSession(shared);
  }

  /** The state shared by calls to that origin. */
  Site at(String origin) {
    return sites.computeIfAbsent(origin, any -> new Site(shared, session));
  }

  /**
   * The expected course of an attempt.
   *
   * @param hold the wait before it is made, or refused after all
   * @param refusal the end of the call if it is refused
   */
  record Answer(WaitModel.Interval hold, Optional<Want> refusal) {}

  /**
   * The course of an attempt in the trace.
   *
   * @param moment when it was made or, if it was not, when the call ended
   */
  record Seen(boolean made, long moment, Want ending) {
    boolean refusedAs(Category category) {
      return !made && ending.category().equals(Optional.of(category));
    }
  }

  /** The shared policies for one origin. */
  static final class Site {

    private final AccountsModel accounts;
    private final BreakerModel breaker;
    private final CooldownModel cooldown;
    private final RateModel rate;

    private Site(Shared shared, BudgetModel session) {
      accounts = new AccountsModel(AccountsModel.ofOrigin(shared.purse()), session);
      breaker = new BreakerModel(shared.fuse());
      cooldown = new CooldownModel(shared.gate());
      rate = new RateModel(shared.tap());
    }

    AccountsModel accounts() {
      return accounts;
    }

    CooldownModel cooldown() {
      return cooldown;
    }

    /**
     * An attempt is about to be made: it passes the breaker first, then the cooldown, then the rate
     * limit.
     *
     * @param left until the deadline
     */
    Answer attempt(long now, long left, Seen seen) {
      Optional<WaitModel.Interval> shut = breaker.shut(now);
      if (shut.isPresent() && (shut.get().least() > 0 || seen.refusedAs(BREAKER_OPEN))) {
        Want want = refusal(BREAKER_OPEN, shut.get(), seen);
        breaker.told(now + want.retryAfter().orElseThrow().toNanos());
        return new Answer(WaitModel.Interval.exactly(0), Optional.of(want));
      }
      breaker.passed();
      return gate(now, left, seen).orElseGet(() -> turn(now, left, holdOfGate(now), seen));
    }

    /** The end of the call by the cooldown, if there is one. */
    private Optional<Answer> gate(long now, long left, Seen seen) {
      long closed = cooldown.closedFor(now);
      if (cooldown.refuses(closed)) {
        return refused(RATE_LIMITED, WaitModel.Interval.exactly(closed), seen);
      }
      WaitModel.Interval open = CooldownModel.untilOpen(closed);
      boolean misfit =
          open.least() >= left || (open.most() >= left && !seen.made() && seen.moment() == now);
      if (closed > 0 && misfit) {
        return refused(RATE_LIMITED, open, seen);
      }
      WaitModel.Interval turn = new WaitModel.Interval(1, cooldown.longestTurn());
      boolean noTurn = !cooldown.waits()
          && seen.refusedAs(RATE_LIMITED)
          && turn.contains(told(seen))
          && seen.moment() == now;
      if (noTurn) {
        return refused(RATE_LIMITED, turn, seen);
      }
      boolean late = cooldown.waits()
          && seen.refusedAs(DEADLINE_EXCEEDED)
          && holdOfGate(now).most() >= left
          && seen.moment() == now + left;
      return late
          ? Optional.of(new Answer(
              WaitModel.Interval.exactly(left),
              Optional.of(Want.failed(DEADLINE_EXCEEDED, Sent.NO))))
          : Optional.empty();
    }

    private WaitModel.Interval holdOfGate(long now) {
      WaitModel.Interval open = CooldownModel.untilOpen(cooldown.closedFor(now));
      long turn = cooldown.waits() ? cooldown.longestTurn() : 0;
      return new WaitModel.Interval(open.least(), open.most() + turn);
    }

    private static Optional<Answer> refused(
        Category category, WaitModel.Interval right, Seen seen) {
      return Optional.of(
          new Answer(WaitModel.Interval.exactly(0), Optional.of(refusal(category, right, seen))));
    }

    /** Continues after the cooldown, which may have held the attempt for that long. */
    private Answer turn(long now, long left, WaitModel.Interval hold, Seen seen) {
      // If it was made, it reached the rate limit at the latest then; otherwise exactly then.
      long came = seen.made() ? Math.min(seen.moment(), now + hold.most()) : seen.moment();
      long turn = rate.turn(came);
      long wait = Math.max(0, turn - came);
      if (wait > 0 && (wait > rate.longest() || wait >= left - (came - now))) {
        return new Answer(
            hold, Optional.of(refusal(RATE_LIMITED, WaitModel.Interval.exactly(wait), seen)));
      }
      rate.taken();
      long yet = turn - now;
      return new Answer(
          new WaitModel.Interval(Math.max(hold.least(), yet), Math.max(hold.most(), yet)),
          Optional.empty());
    }

    /** A refusal with a time to retry: of the correct times, the one in the trace. */
    private static Want refusal(Category category, WaitModel.Interval right, Seen seen) {
      long told = told(seen);
      return Want.failed(category, Sent.NO)
          .after(Duration.ofNanos(right.contains(told) ? told : right.most()));
    }

    private static long told(Seen seen) {
      return seen.ending().retryAfter().map(Duration::toNanos).orElse(-1L);
    }

    /**
     * Records the end of an attempt that was made.
     *
     * @param first whether it was the first of its call
     */
    void ended(Ending ending, long took, boolean first, long now) {
      if (ending == Ending.SUCCEEDED) {
        accounts.succeeded(now);
      }
      if (ending == Ending.SUCCEEDED || ending == Ending.FAILED) {
        cooldown.ended(ending == Ending.SUCCEEDED, first);
      }
      breaker.ended(ending, took, now);
    }
  }
}
