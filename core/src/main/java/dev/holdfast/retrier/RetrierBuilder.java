/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.RetryLimits;
import dev.holdfast.retry.RetryPolicy;
import dev.holdfast.retry.Stop;
import dev.holdfast.safeguard.OriginState;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.thread.OffService;
import dev.holdfast.thread.ThreadRandom;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link Retrier}; each has a default. Not thread-safe; may be used again. */
public final class RetrierBuilder {

  private static final RetryPolicy DEFAULT_POLICY = RetryPolicy.defaults();

  private RetryPolicy policy = DEFAULT_POLICY;
  private RetryCondition condition = RetryCondition.transientExceptions();
  private long deadlineNanos = Nanos.of(Duration.ofMinutes(2));
  private long attemptTimeoutNanos = Long.MAX_VALUE;
  private boolean interruptAtDeadline;
  private boolean wrapFailures;
  private boolean throwOnResult;
  private final List<RetryListener> listeners = new ArrayList<>();
  private @Nullable CancelToken token;
  /** Opened by {@link #build}. */
  private @Nullable Safeguards safeguards;

  private @Nullable OriginPolicies origin;
  private Pipeline pipeline = Pipeline.none();
  private @Nullable LimitStore limitStore;
  private TimeSource time = TimeSource.system();
  private RandomGenerator random = new ThreadRandom();
  private Executor executor = Workers.shared();

  RetrierBuilder() {}

  RetrierBuilder(Options options) {
    policy = options.policy();
    condition = options.condition();
    deadlineNanos = options.deadlineNanos();
    attemptTimeoutNanos = options.attemptTimeoutNanos();
    interruptAtDeadline = options.interruptAtDeadline();
    wrapFailures = options.wrapFailures();
    throwOnResult = options.throwOnResult();
    listeners.addAll(options.listeners().all());
    token = options.token();
    origin = options.origin();
    pipeline = options.pipeline();
    time = options.time();
    random = options.random();
    executor = options.executor();
  }

  /** Limits, backoff and stop conditions together. */
  public RetrierBuilder policy(RetryPolicy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * The total number of retries; one attempt more is made at most. Default 5.
   *
   * @throws IllegalArgumentException if negative
   */
  public RetrierBuilder total(int retries) {
    if (retries < 0) {
      throw new IllegalArgumentException("total: " + retries + " (expected: >= 0)");
    }
    return limits(RetryLimits.total(retries));
  }

  /**
   * No limit on the number of retries. Requires a deadline or a stop condition: see {@link #build}.
   */
  public RetrierBuilder withoutTotal() {
    return limits(RetryLimits.unlimited());
  }

  private RetrierBuilder limits(RetryLimits limits) {
    policy = new RetryPolicy(
        limits,
        policy.backoff(),
        policy.stop(),
        policy.serverDelayMax(),
        policy.clampServerDelay(),
        policy.waitForBudget());
    return this;
  }

  /** The waits. Default: 0, 0.5, 1, 2, 4 s with full jitter. */
  public RetrierBuilder backoff(Backoff backoff) {
    policy = new RetryPolicy(
        policy.limits(),
        backoff,
        policy.stop(),
        policy.serverDelayMax(),
        policy.clampServerDelay(),
        policy.waitForBudget());
    return this;
  }

  /** A further stop condition. Default: {@link Stop#never()}. */
  public RetrierBuilder stop(Stop stop) {
    policy = new RetryPolicy(
        policy.limits(),
        policy.backoff(),
        stop,
        policy.serverDelayMax(),
        policy.clampServerDelay(),
        policy.waitForBudget());
    return this;
  }

  /**
   * Whether a retry that the budget of the {@link #pipeline} cannot pay for waits until it can,
   * instead of ending the call. This is for batch calls, which have time. Waiting retries are
   * served in the order in which they came, within the deadline; asynchronous ones hold no thread.
   * Every third success of a first attempt lets one of them go, so that retries that gathered
   * during an outage come back slowly. A retry that the server gave a long time is not made: all
   * calls with that time would return together. Default false.
   */
  public RetrierBuilder waitForBudget(boolean wait) {
    policy = new RetryPolicy(
        policy.limits(),
        policy.backoff(),
        policy.stop(),
        policy.serverDelayMax(),
        policy.clampServerDelay(),
        wait);
    return this;
  }

  /** The outcomes that are retried. Default: {@link RetryCondition#transientExceptions()}. */
  public RetrierBuilder retryOn(RetryCondition condition) {
    this.condition = Objects.requireNonNull(condition, "condition");
    return this;
  }

  /**
   * The time for the whole call, attempts and waits. Default 120 s. A wait that would end later
   * does not begin. A running attempt continues, unless {@link #interruptAtDeadline} is set or the
   * call is asynchronous. At the deadline the call stops waiting for a hedge whose first attempt
   * has failed.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public RetrierBuilder deadline(Duration deadline) {
    deadlineNanos = Nanos.of(Nanos.requirePositive("deadline", deadline));
    return this;
  }

  /** The call has no deadline. */
  public RetrierBuilder noDeadline() {
    deadlineNanos = Long.MAX_VALUE;
    return this;
  }

  /**
   * Whether the deadline interrupts the thread of a running attempt. Default: no, since not all
   * code handles interrupts. The call then ends with a {@link GaveUpException} as soon as the code
   * returns.
   */
  public RetrierBuilder interruptAtDeadline(boolean interrupt) {
    interruptAtDeadline = interrupt;
    return this;
  }

  /**
   * The time for one attempt. At its end the attempt is interrupted (or its future cancelled) and
   * fails with an {@link AttemptTimeoutException}. Default: none.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public RetrierBuilder attemptTimeout(Duration timeout) {
    attemptTimeoutNanos = Nanos.of(Nanos.requirePositive("attemptTimeout", timeout));
    return this;
  }

  /** Whether every failure is wrapped in a {@link GaveUpException}. Default: no. */
  public RetrierBuilder wrapFailures(boolean wrap) {
    wrapFailures = wrap;
    return this;
  }

  /**
   * Whether a {@link GaveUpException} is thrown when the last result is not acceptable. Default:
   * no, the result is returned.
   */
  public RetrierBuilder throwOnResult(boolean throwing) {
    throwOnResult = throwing;
    return this;
  }

  /** Adds a listener; several are called in the order in which they were added. */
  public RetrierBuilder listener(RetryListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /** A token that cancels running calls. Default: none. */
  public RetrierBuilder cancelledBy(CancelToken token) {
    this.token = Objects.requireNonNull(token, "token");
    return this;
  }

  /**
   * Policies that protect the called service: retry budget, breaker, limits, hedge and others. Each
   * {@link #build} opens one state for them ({@link Retrier#origin}). All calls of the retrier
   * share it, and so do all retriers that {@link Retrier#toBuilder} derives from it. A refused
   * attempt ends the call with a {@link dev.holdfast.guard.RefusedException}. With a hedge, an
   * action may run twice at the same time: see {@link Retrier#call}. Default: none.
   */
  public RetrierBuilder safeguards(Safeguards rules) {
    this.safeguards = Objects.requireNonNull(rules, "safeguards");
    return this;
  }

  /** The policies and the state of another retrier, or of an origin of a session. */
  public RetrierBuilder safeguards(OriginState shared) {
    if (!(Objects.requireNonNull(shared, "safeguards") instanceof OriginPolicies policies)) {
      throw new IllegalArgumentException(
          "safeguards: " + shared + " (expected: the state of a retrier or a session)");
    }
    safeguards = null;
    origin = policies;
    pipeline = policies.pipeline();
    return this;
  }

  /**
   * The store for the state of rate limit and cooldown, used with safeguards only. Default: the
   * state is the retrier's own.
   */
  public RetrierBuilder limitStore(LimitStore store) {
    this.limitStore = Objects.requireNonNull(store, "limitStore");
    return this;
  }

  /** Sets guards directly, in place of safeguards. */
  RetrierBuilder pipeline(Pipeline guards) {
    safeguards = null;
    origin = null;
    pipeline = Objects.requireNonNull(guards, "pipeline");
    return this;
  }

  /** The clock; a virtual one in tests. */
  public RetrierBuilder time(TimeSource time) {
    this.time = Objects.requireNonNull(time, "time");
    return this;
  }

  /** The source of jitter; must be thread-safe if the retrier is shared. */
  public RetrierBuilder random(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
    return this;
  }

  /**
   * Runs the later attempts of asynchronous calls, and the second attempts of hedged blocking
   * calls. If it has no free thread, the former wait and the latter are not made. Default: daemon
   * threads shared by all retriers, which end when idle: as many as processors for asynchronous
   * calls, at most 256 for second attempts.
   */
  public RetrierBuilder executor(Executor executor) {
    this.executor = OffService.around(executor);
    return this;
  }

  /**
   * The retrier.
   *
   * @throws IllegalStateException if neither the number of retries nor the time is bounded
   */
  public Retrier build() {
    RetryLimits limits = policy.limits();
    // A retrier charges all its retries to that counter.
    boolean endless = limits.total().isEmpty() && limits.of(Counter.OTHER).isEmpty();
    if (endless && deadlineNanos == Long.MAX_VALUE && !policy.stop().bounded()) {
      throw new IllegalStateException(
          "neither total, nor deadline, nor stop is set (expected: at least one bound)");
    }
    OriginPolicies shared = safeguards == null ? origin : open(safeguards);
    return new Retrier(new Options(
        policy,
        condition,
        deadlineNanos,
        attemptTimeoutNanos,
        interruptAtDeadline,
        wrapFailures,
        throwOnResult,
        new Listeners(listeners, time),
        token,
        shared,
        shared == null ? pipeline : shared.pipeline(),
        time,
        random,
        executor));
  }

  private OriginPolicies open(Safeguards rules) {
    LimitStore store = limitStore == null ? LimitStore.unshared(time) : limitStore;
    String name = rules.name().orElse("the retrier");
    return OriginPolicies.of(rules, new OriginPolicies.Site(name, time, random, store, null));
  }
}
