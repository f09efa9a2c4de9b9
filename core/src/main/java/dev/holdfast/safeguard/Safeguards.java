/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.safeguard;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.guard.Guard;
import dev.holdfast.latency.Hedge;
import dev.holdfast.latency.ObservedTimeout;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.pace.Pacing;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.throttle.AdaptiveThrottle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The policies that keep calls from making an outage worse. Immutable; the counts are in an
 * {@link OriginState} for each origin.
 *
 * <p>On by default: the {@link RetryBudget} and the {@link Cooldown}. All others are off, since
 * their settings depend on the service.
 */
public final class Safeguards {

  private static final Safeguards DEFAULTS = builder().build();
  private static final Safeguards OFF =
      builder().without(Part.RETRY_BUDGET).without(Part.COOLDOWN).build();

  private final @Nullable String name;
  private final @Nullable RetryBudget budget;
  private final @Nullable Budget sharedBudget;
  private final @Nullable BreakerPolicy breaker;
  private final @Nullable AdaptiveThrottle throttle;
  private final @Nullable Cooldown cooldown;
  private final @Nullable Pacing pacing;
  private final @Nullable RateLimit rate;
  private final @Nullable ConcurrencyLimit concurrency;
  private final @Nullable ObservedTimeout attemptTimeout;
  private final @Nullable Hedge hedge;
  private final List<Function<String, Guard>> others;
  private final List<CircuitBreaker.Listener> breakerListeners;

  private Safeguards(Builder builder) {
    name = builder.name;
    budget = builder.budget;
    sharedBudget = builder.sharedBudget;
    breaker = builder.breaker;
    throttle = builder.throttle;
    cooldown = builder.cooldown;
    pacing = builder.pacing;
    rate = builder.rate;
    concurrency = builder.concurrency;
    attemptTimeout = builder.attemptTimeout;
    hedge = builder.hedge;
    others = List.copyOf(builder.others);
    breakerListeners = List.copyOf(builder.breakerListeners);
  }

  /** The defaults: retry budget and cooldown, with their defaults. */
  public static Safeguards defaults() {
    return DEFAULTS;
  }

  /** No policy at all. */
  public static Safeguards off() {
    return OFF;
  }

  /** A builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder with these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.name = name;
    builder.budget = budget;
    builder.sharedBudget = sharedBudget;
    builder.breaker = breaker;
    builder.throttle = throttle;
    builder.cooldown = cooldown;
    builder.pacing = pacing;
    builder.rate = rate;
    builder.concurrency = concurrency;
    builder.attemptTimeout = attemptTimeout;
    builder.hedge = hedge;
    builder.others.addAll(others);
    builder.breakerListeners.addAll(breakerListeners);
    return builder;
  }

  /** The name under which all origins count together, if set. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** The retry budget of each origin, if there is one. */
  public Optional<RetryBudget> retryBudget() {
    return Optional.ofNullable(budget);
  }

  /** The one retry budget of all origins, if it is shared. */
  public Optional<Budget> sharedBudget() {
    return Optional.ofNullable(sharedBudget);
  }

  /** The circuit breaker's rules, if there is one. */
  public Optional<BreakerPolicy> breaker() {
    return Optional.ofNullable(breaker);
  }

  /** The adaptive throttle's rules, if there is one. */
  public Optional<AdaptiveThrottle> throttle() {
    return Optional.ofNullable(throttle);
  }

  /** The cooldown's rules, if there is one. */
  public Optional<Cooldown> cooldown() {
    return Optional.ofNullable(cooldown);
  }

  /** The rules for quotas that a server announces, if they are followed. */
  public Optional<Pacing> pacing() {
    return Optional.ofNullable(pacing);
  }

  /** The rate limit, if there is one. */
  public Optional<RateLimit> rateLimit() {
    return Optional.ofNullable(rate);
  }

  /** The concurrency limit, if there is one. */
  public Optional<ConcurrencyLimit> concurrencyLimit() {
    return Optional.ofNullable(concurrency);
  }

  /** The timeout that follows observed latency, if there is one. */
  public Optional<ObservedTimeout> attemptTimeout() {
    return Optional.ofNullable(attemptTimeout);
  }

  /** The hedge, if there is one. */
  public Optional<Hedge> hedge() {
    return Optional.ofNullable(hedge);
  }

  /** The makers of the caller's own guards. */
  public List<Function<String, Guard>> guards() {
    return others;
  }

  /** The listeners to all breakers. */
  public List<CircuitBreaker.Listener> breakerListeners() {
    return breakerListeners;
  }

  /** The policies with their settings, one a line, in the order in which they act. */
  public String describe() {
    List<String> lines = new ArrayList<>();
    lines.add(describeBudget());
    add(lines, "circuit breaker ", breaker);
    add(lines, "adaptive throttle: ", throttle);
    add(lines, "cooldown: ", cooldown);
    add(lines, "pacing by announced quotas: ", pacing);
    add(lines, "rate limit ", rate);
    add(lines, "concurrency limit ", concurrency);
    add(lines, "hedge after ", hedge);
    add(lines, "attempt timeout ", attemptTimeout);
    if (!others.isEmpty()) {
      lines.add("guards of the caller: " + others.size());
    }
    return String.join("\n", lines);
  }

  private String describeBudget() {
    if (sharedBudget != null) {
      return sharedBudget.describe();
    }
    return budget == null
        ? "no retry budget"
        : "the retry budget of " + name().orElse("each origin") + " (" + budget + ")";
  }

  private static void add(List<String> lines, String label, @Nullable Object rules) {
    if (rules != null) {
      lines.add(label + rules);
    }
  }

  @Override
  public String toString() {
    return "Safeguards[" + describe().replace("\n", "; ") + "]";
  }

  /** A part of {@link Safeguards}, for {@link Builder#without}. */
  public enum Part {
    /** The budget that pays for retries. */
    RETRY_BUDGET,
    /** The circuit breaker. */
    BREAKER,
    /** The adaptive throttle. */
    THROTTLE,
    /** The rule for other calls while an origin is overloaded. */
    COOLDOWN,
    /** Spaces attempts by announced quotas. */
    PACING,
    /** The rate limit. */
    RATE,
    /** The concurrency limit. */
    CONCURRENCY,
    /** The attempt timeout that follows observed latency. */
    ATTEMPT_TIMEOUT,
    /** The second attempt beside a slow first one. */
    HEDGE,
    /** Guards of the caller. */
    OTHERS
  }

  /** Settings of safeguards; each has a default. Not thread-safe. */
  public static final class Builder {

    private @Nullable String name;
    private @Nullable RetryBudget budget = RetryBudget.defaults();
    private @Nullable Budget sharedBudget;
    private @Nullable BreakerPolicy breaker;
    private @Nullable AdaptiveThrottle throttle;
    private @Nullable Cooldown cooldown = Cooldown.waiting();
    private @Nullable Pacing pacing;
    private @Nullable RateLimit rate;
    private @Nullable ConcurrencyLimit concurrency;
    private @Nullable ObservedTimeout attemptTimeout;
    private @Nullable Hedge hedge;
    private final List<Function<String, Guard>> others = new ArrayList<>(0);
    private final List<CircuitBreaker.Listener> breakerListeners = new ArrayList<>(0);

    private Builder() {}

    /**
     * Counts for all calls under these safeguards together, as one origin with that name: for hosts
     * that fail together, or a limit that belongs to an account. Default: each origin counts
     * separately.
     *
     * @throws IllegalArgumentException if blank
     */
    public Builder named(String place) {
      if (place.isBlank()) {
        throw new IllegalArgumentException("name: '" + place + "' (expected: not blank)");
      }
      name = place;
      return this;
    }

    /** The load that retries may add to each origin. Default: {@link RetryBudget#defaults()}. */
    public Builder retryBudget(RetryBudget rules) {
      budget = Objects.requireNonNull(rules, "retryBudget");
      sharedBudget = null;
      return this;
    }

    /**
     * One budget for all origins, in place of one for each; other sessions and retriers may share
     * it. It is not adapted to policies that allow more retries than it holds. Default: none.
     *
     * @param account must be thread-safe; {@link RetryBudget#open} makes one
     */
    public Builder retryBudget(Budget account) {
      sharedBudget = Objects.requireNonNull(account, "retryBudget");
      budget = null;
      return this;
    }

    /** Refuses calls to an origin that keeps failing; replaces a throttle. Default: none. */
    public Builder breaker(BreakerPolicy rules) {
      breaker = Objects.requireNonNull(rules, "breaker");
      throttle = null;
      return this;
    }

    /**
     * Refuses a share of calls to an origin that keeps failing; replaces a breaker. Default: none.
     */
    public Builder throttle(AdaptiveThrottle rules) {
      throttle = Objects.requireNonNull(rules, "throttle");
      breaker = null;
      return this;
    }

    /**
     * The rule for other calls while an origin is overloaded. Default: {@link Cooldown#defaults()}.
     */
    public Builder cooldown(Cooldown rules) {
      cooldown = Objects.requireNonNull(rules, "cooldown");
      return this;
    }

    /** Spaces attempts by announced quotas. Default: none. */
    public Builder pacing(Pacing rules) {
      pacing = Objects.requireNonNull(rules, "pacing");
      return this;
    }

    /** Limits how often attempts begin. Default: none. */
    public Builder rate(RateLimit rules) {
      rate = Objects.requireNonNull(rules, "rate");
      return this;
    }

    /** Limits how many attempts run at once. Default: none. */
    public Builder concurrency(ConcurrencyLimit rules) {
      concurrency = Objects.requireNonNull(rules, "concurrency");
      return this;
    }

    /**
     * Ends attempts that are unusually slow for their origin. It does not end streamed responses.
     * Default: none.
     */
    public Builder attemptTimeout(ObservedTimeout rules) {
      attemptTimeout = Objects.requireNonNull(rules, "attemptTimeout");
      return this;
    }

    /**
     * Makes a second attempt when the first is slow, where a retry would be allowed. Default: none.
     */
    public Builder hedge(Hedge rules) {
      hedge = Objects.requireNonNull(rules, "hedge");
      return this;
    }

    /**
     * Removes a part. Without {@link Part#RETRY_BUDGET} retries are limited for each call only;
     * without {@link Part#COOLDOWN} a {@code Retry-After} concerns only the call that received it.
     */
    public Builder without(Part part) {
      switch (Objects.requireNonNull(part, "part")) {
        case RETRY_BUDGET -> {
          budget = null;
          sharedBudget = null;
        }
        case BREAKER -> breaker = null;
        case THROTTLE -> throttle = null;
        case COOLDOWN -> cooldown = null;
        case PACING -> pacing = null;
        case RATE -> rate = null;
        case CONCURRENCY -> concurrency = null;
        case ATTEMPT_TIMEOUT -> attemptTimeout = null;
        case HEDGE -> hedge = null;
        case OTHERS -> others.clear();
      }
      return this;
    }

    /** Adds a listener to the changes of all breakers, one for each origin. Must be thread-safe. */
    public Builder onBreakerChange(CircuitBreaker.Listener listener) {
      breakerListeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Adds a guard, asked after all others; the function makes it once for each origin, by name.
     */
    public Builder guard(Function<String, Guard> maker) {
      others.add(Objects.requireNonNull(maker, "guard"));
      return this;
    }

    /** The safeguards. */
    public Safeguards build() {
      return new Safeguards(this);
    }
  }
}
