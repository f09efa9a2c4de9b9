/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.time.Deadline;
import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * The one place where it is decided whether a call goes on, and when. Does no I/O, never waits,
 * never looks at a clock but through the call's state and deadline; every driver uses it.
 *
 * <p>Thread-safe if the random generator is.
 */
public final class RetryEngine {

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

  /**
   * What to do after an attempt, and why. Charges the state's counters if the call goes on.
   *
   * @param state of the call; changed
   * @param verdict on the outcome
   * @param outcome of the attempt
   * @param deadline of the whole call
   */
  public Decision decide(CallState state, Verdict verdict, Outcome<?> outcome, Deadline deadline) {
    if (verdict instanceof Verdict.Accept accept) {
      return new Decision.Success(accept.reason());
    }
    if (verdict instanceof Verdict.Reject reject) {
      return stop(StopReason.NOT_RETRYABLE, reject.reason());
    }
    if (verdict instanceof Verdict.Follow follow) {
      return follow(state, follow, deadline);
    }
    if (verdict instanceof Verdict.Retryable retryable) {
      return retry(state, retryable, outcome, deadline);
    }
    throw new AssertionError(verdict);
  }

  private Decision follow(CallState state, Verdict.Follow verdict, Deadline deadline) {
    OptionalInt limit = policy.limits().of(Counter.REDIRECT);
    if (limit.isPresent() && state.charged(Counter.REDIRECT) >= limit.getAsInt()) {
      return stop(StopReason.EXHAUSTED, used(Counter.REDIRECT.label(), limit.getAsInt()));
    }
    if (deadline.expired()) {
      return stop(StopReason.DEADLINE, "the deadline passed before the redirect could be followed");
    }
    state.redirected();
    return new Decision.Follow(verdict.reason());
  }

  private Decision retry(
      CallState state, Verdict.Retryable verdict, Outcome<?> outcome, Deadline deadline) {
    Optional<Decision> limit = limitReached(state, verdict);
    if (limit.isPresent()) {
      return limit.get();
    }
    if (verdict.immediate()) {
      return retryAtOnce(state, verdict, deadline);
    }
    Optional<Duration> serverDelay =
        verdict.serverDelay().map(this::clamp).filter(delay -> !delay.isZero());
    long delay = serverDelay.isPresent()
        ? Nanos.of(serverDelay.get())
        : policy
            .backoff()
            .delayNanos(state.retryInRun(), state.previousDelayNanos(), outcome, random);
    Optional<Decision> tooLong = tooLong(verdict, delay, serverDelay, deadline);
    if (tooLong.isPresent()) {
      return tooLong.get();
    }
    state.retried(verdict.counter(), delay);
    return new Decision.Retry(
        delay, verdict.counter(), explain(state, verdict, delay, serverDelay.isPresent()));
  }

  private Decision retryAtOnce(CallState state, Verdict.Retryable verdict, Deadline deadline) {
    if (deadline.expired()) {
      return stop(StopReason.DEADLINE, verdict.reason() + ", but the deadline has passed");
    }
    state.retriedAtOnce(verdict.counter());
    return new Decision.Retry(0, verdict.counter(), verdict.reason() + "; retried at once");
  }

  private Optional<Decision> limitReached(CallState state, Verdict.Retryable verdict) {
    OptionalInt total = policy.limits().total();
    if (total.isPresent() && state.retries() >= total.getAsInt()) {
      return Optional.of(
          stop(StopReason.EXHAUSTED, verdict.reason() + "; " + used("total", total.getAsInt())));
    }
    Counter counter = verdict.counter();
    OptionalInt limit = policy.limits().of(counter);
    if (limit.isPresent() && state.charged(counter) >= limit.getAsInt()) {
      return Optional.of(stop(
          StopReason.EXHAUSTED, verdict.reason() + "; " + used(counter.label(), limit.getAsInt())));
    }
    return policy
        .stop()
        .reason(state)
        .map(reason -> stop(StopReason.ELAPSED, verdict.reason() + "; " + reason));
  }

  /** A wait that would end after the deadline is not begun: the caller gets the time back. */
  private Optional<Decision> tooLong(
      Verdict.Retryable verdict, long delay, Optional<Duration> serverDelay, Deadline deadline) {
    if (serverDelay.isPresent() && delay > Nanos.of(policy.serverDelayMax())) {
      return Optional.of(serverDelayTooLong(
          verdict, delay, "more than the " + format(policy.serverDelayMax()) + " allowed"));
    }
    long remaining = deadline.remainingNanos();
    if (delay < remaining) {
      return Optional.empty();
    }
    String left = Nanos.format(remaining) + " left until the deadline";
    return Optional.of(
        serverDelay.isPresent()
            ? serverDelayTooLong(verdict, delay, "more than the " + left)
            : stop(
                StopReason.DEADLINE,
                verdict.reason() + "; the next wait of " + Nanos.format(delay)
                    + " does not fit into the " + left));
  }

  private Decision serverDelayTooLong(Verdict.Retryable verdict, long delay, String limit) {
    return new Decision.Stop(
        StopReason.SERVER_DELAY_TOO_LONG,
        verdict.reason() + "; the server asks to wait " + Nanos.format(delay) + ", " + limit,
        Optional.of(Duration.ofNanos(delay)));
  }

  private Duration clamp(Duration serverDelay) {
    boolean cut = policy.clampServerDelay() && serverDelay.compareTo(policy.serverDelayMax()) > 0;
    return cut ? policy.serverDelayMax() : serverDelay;
  }

  private String explain(
      CallState state, Verdict.Retryable verdict, long delay, boolean askedByServer) {
    String of =
        policy.limits().total().isPresent() ? " of " + policy.limits().total().getAsInt() : "";
    String wait = askedByServer
        ? "after the " + Nanos.format(delay) + " the server asked for"
        : delay == 0 ? "at once" : "after a backoff of " + Nanos.format(delay);
    return verdict.reason() + "; retry " + state.retries() + of + " " + wait;
  }

  private static String used(String counter, int limit) {
    return limit == 0
        ? "retries on '" + counter + "' are off"
        : "all " + limit + " retries on '" + counter + "' are used";
  }

  private static String format(Duration duration) {
    return Nanos.format(Nanos.of(duration));
  }

  private static Decision stop(StopReason why, String reason) {
    return new Decision.Stop(why, reason, Optional.empty());
  }
}
