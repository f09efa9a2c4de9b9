/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.guard.Refusal;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Outcome;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.retry.Stop;
import dev.holdfast.retry.StopReason;
import dev.holdfast.time.Deadline;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Decides whether a call goes on, and when. Does no I/O, never waits, and reads the clock only
 * through the call's state and deadline. All drivers use it.
 *
 * <p>Thread-safe if the random generator is.
 */
public final class RetryEngine {

  /**
   * Of longer waits, only one call at a time may take one while nothing succeeds: see
   * {@code Budget.Purpose}.
   */
  private static final long LONG_WAIT_NANOS = 10_000_000_000L;

  private final RetryPolicy policy;
  private final RandomGenerator random;

  /**
   * An engine for that policy.
   *
   * @param random for jitter only; must be thread-safe if the engine is shared
   */
  public RetryEngine(RetryPolicy policy, RandomGenerator random) {
    this.policy = Objects.requireNonNull(policy, "policy");
    this.random = Objects.requireNonNull(random, "random");
  }

  /** This engine if it has that policy, else one with that policy and the same source of jitter. */
  public RetryEngine with(RetryPolicy other) {
    return policy.equals(other) ? this : new RetryEngine(other, random);
  }

  /**
   * Decides what follows an attempt. If the call goes on, the counters of the state are charged.
   *
   * @param state of the call; changed
   * @param verdict on the outcome
   * @param outcome of the attempt
   * @param deadline of the whole call
   */
  public Decision decide(CallState state, Verdict verdict, Outcome<?> outcome, Deadline deadline) {
    if (verdict instanceof Verdict.Accept accept) {
      return accept.decision();
    }
    if (verdict instanceof Verdict.Reject reject) {
      return stop(StopReason.NOT_RETRYABLE, reject.reason());
    }
    if (verdict instanceof Verdict.Follow follow) {
      return follow(state, follow, deadline);
    }
    if (verdict instanceof Verdict.Again again) {
      return deadline.expired()
          ? stop(StopReason.DEADLINE, again.reason() + "; the deadline has passed")
          : new Decision.Follow(again.reason());
    }
    if (verdict instanceof Verdict.Retryable retryable) {
      return retry(state, retryable, outcome, deadline);
    }
    throw new AssertionError(verdict);
  }

  /** The decision for an attempt that a guard refused. */
  public Decision.Stop refused(Refusal refusal) {
    return new Decision.Stop(StopReason.REFUSED, refusal.reason(), refusal.retryAfter());
  }

  /** The decision after a wait that lasted beyond the deadline. */
  Decision.Stop overslept() {
    return new Decision.Stop(
        StopReason.DEADLINE,
        "the wait took longer than decided, and the deadline has passed",
        Optional.empty());
  }

  /** The refusal of an attempt that a guard held back beyond the deadline. */
  static Refusal heldTooLong() {
    return Refusal.of(
        Refusal.Kind.DEADLINE,
        () -> "the deadline passed while the attempt was held back before it began");
  }

  private Decision follow(CallState state, Verdict.Follow verdict, Deadline deadline) {
    OptionalInt limit = policy.limits().of(Counter.REDIRECT);
    if (limit.isPresent() && state.charged(Counter.REDIRECT) >= limit.getAsInt()) {
      return stop(
          StopReason.EXHAUSTED,
          verdict.reason() + "; " + used("redirect", "redirects", limit.getAsInt()));
    }
    if (deadline.expired()) {
      return stop(
          StopReason.DEADLINE,
          verdict.reason() + "; the deadline passed before the redirect could be followed");
    }
    state.redirected();
    return new Decision.Follow(verdict.reason());
  }

  private Decision retry(
      CallState state, Verdict.Retryable verdict, Outcome<?> outcome, Deadline deadline) {
    Optional<Decision> used = limitReached(state, verdict);
    if (used.isPresent()) {
      return used.get();
    }
    long delay = delayNanos(state, verdict, outcome);
    Optional<Stop.Reached> reached =
        policy.stop().reached(state.attempts(), state::elapsedNanos, delay);
    if (reached.isPresent()) {
      Stop.Reached stop = reached.get();
      return stop(stop.why(), verdict.reason() + "; " + stop.reason());
    }
    if (verdict.immediate()) {
      return retryAtOnce(state, verdict, deadline);
    }
    Optional<Decision> tooLong = asksForDelay(verdict)
        ? serverDelayTooLong(verdict, delay, deadline)
        : delayTooLong(verdict, delay, deadline);
    if (tooLong.isPresent()) {
      return tooLong.get();
    }
    if (asksForDelay(verdict)) {
      delay = spread(delay, verdict, deadline);
    }
    boolean longServerDelay =
        asksForDelay(verdict) && (verdict.spread() > 1 || delay > LONG_WAIT_NANOS);
    if (!verdict.free() && !state.pay(verdict.price() == Price.RETURNED, longServerDelay)) {
      // All that wait for the same moment would return together.
      if (!policy.waitForBudget() || longServerDelay) {
        return stop(StopReason.BUDGET, verdict.reason() + "; " + state.budget().describe());
      }
      state.owe();
    }
    state.retried(verdict.counter(), delay);
    return granted(verdict, state.retries(), delay);
  }

  /** The next wait. */
  private long delayNanos(CallState state, Verdict.Retryable verdict, Outcome<?> outcome) {
    if (verdict.immediate()) {
      return 0;
    }
    return asksForDelay(verdict)
        ? asked(verdict)
        : policy
            .backoff()
            .delayNanos(state.retryInRun(), state.previousDelayNanos(), outcome, random);
  }

  private long asked(Verdict.Retryable verdict) {
    return Nanos.of(clamp(verdict.serverDelay().orElseThrow()));
  }

  /**
   * Adds a random share to the delay that the server asked for, as far as the deadline allows:
   * clients that were told the same time must not return at the same moment.
   */
  private long spread(long asked, Verdict.Retryable verdict, Deadline deadline) {
    if (!policy.backoff().jittered()) {
      return asked;
    }
    long most =
        Math.min((long) (asked * verdict.spread()), (deadline.remainingNanos() - asked) / 10 * 9);
    return Nanos.add(asked, (long) (Math.max(0, most) * random.nextDouble()));
  }

  /**
   * The decision to retry, from its numbers. A history can keep these instead of the decision,
   * which needs more memory.
   *
   * @param verdict on the outcome before the retry
   * @param retry number of the retry; 1 for the first
   * @param delayNanos before it
   */
  public Decision.Retry granted(Verdict.Retryable verdict, int retry, long delayNanos) {
    Reason why = asksForDelay(verdict)
        ? GrantedReason.asked(verdict, policy, retry, delayNanos)
        : GrantedReason.backoff(verdict, policy, retry, delayNanos);
    return new Decision.Retry(delayNanos, verdict.counter(), why);
  }

  /** A server's delay of zero leaves the backoff in force. */
  private boolean asksForDelay(Verdict.Retryable verdict) {
    Duration asked = verdict.immediate() ? null : verdict.serverDelay().orElse(null);
    return asked != null && clamp(asked).compareTo(Duration.ZERO) > 0;
  }

  private Decision retryAtOnce(CallState state, Verdict.Retryable verdict, Deadline deadline) {
    if (deadline.expired()) {
      return stop(StopReason.DEADLINE, verdict.reason() + "; the deadline has passed");
    }
    state.retriedAtOnce(verdict.counter());
    return granted(verdict, state.retries(), 0);
  }

  private Optional<Decision> limitReached(CallState state, Verdict.Retryable verdict) {
    OptionalInt total = policy.limits().total();
    if (total.isPresent() && state.retries() >= total.getAsInt()) {
      return Optional.of(stop(
          StopReason.EXHAUSTED, verdict.reason() + "; " + usedRetries("total", total.getAsInt())));
    }
    Counter counter = verdict.counter();
    OptionalInt limit = policy.limits().of(counter);
    return limit.isPresent() && state.charged(counter) >= limit.getAsInt()
        ? Optional.of(stop(
            StopReason.EXHAUSTED,
            verdict.reason() + "; " + usedRetries(counter.label(), limit.getAsInt())))
        : Optional.empty();
  }

  /** A wait that would end after the deadline does not begin. */
  private static Optional<Decision> delayTooLong(
      Verdict.Retryable verdict, long delay, Deadline deadline) {
    if (deadline.expired()) {
      return Optional.of(stop(StopReason.DEADLINE, verdict.reason() + "; the deadline has passed"));
    }
    return misfit(delay, deadline)
        .map(misfit -> stop(
            StopReason.DEADLINE,
            verdict.reason() + "; the next wait of " + Nanos.format(delay) + misfit));
  }

  /** As for any wait; the decision carries the server's delay. */
  private Optional<Decision> serverDelayTooLong(
      Verdict.Retryable verdict, long delay, Deadline deadline) {
    Duration asked = verdict.serverDelay().orElseThrow();
    Optional<String> limit = delay > Nanos.of(policy.serverDelayMax())
        ? Optional.of(", more than the " + format(policy.serverDelayMax()) + " allowed")
        : misfit(delay, deadline).map(misfit -> ", which" + misfit);
    return limit.map(text -> new Decision.Stop(
        StopReason.SERVER_DELAY_TOO_LONG,
        verdict.reason() + "; the server asks to wait " + format(asked) + text,
        Optional.of(asked)));
  }

  private static Optional<String> misfit(long delay, Deadline deadline) {
    long remaining = deadline.remainingNanos();
    return deadline.isNone() || delay < remaining
        ? Optional.empty()
        : Optional.of(
            " does not fit into the " + Nanos.format(remaining) + " left until the deadline");
  }

  private Duration clamp(Duration serverDelay) {
    boolean cut = policy.clampServerDelay() && serverDelay.compareTo(policy.serverDelayMax()) > 0;
    return cut ? policy.serverDelayMax() : serverDelay;
  }

  private static String usedRetries(String counter, int limit) {
    String on = " on '" + counter + "'";
    return used("retry" + on, "retries" + on, limit);
  }

  private static String used(String one, String many, int limit) {
    return switch (limit) {
      case 0 -> many + " are off";
      case 1 -> "the only " + one + " is used";
      default -> "all " + limit + " " + many + " are used";
    };
  }

  private static String format(Duration duration) {
    return Nanos.format(Nanos.of(duration));
  }

  private static Decision stop(StopReason why, String reason) {
    return new Decision.Stop(why, reason, Optional.empty());
  }
}
