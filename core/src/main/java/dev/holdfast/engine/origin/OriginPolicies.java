/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.origin;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.engine.cooldown.CooldownGate;
import dev.holdfast.engine.latency.Timing;
import dev.holdfast.engine.limit.Bulkhead;
import dev.holdfast.engine.pace.Pacer;
import dev.holdfast.engine.pace.Quota;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.engine.rate.RateLimiter;
import dev.holdfast.engine.throttle.Throttle;
import dev.holdfast.guard.Guard;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.safeguard.OriginSnapshot;
import dev.holdfast.safeguard.OriginState;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The policies of one origin with what they count, shared by all calls to it. Thread-safe. */
public final class OriginPolicies implements OriginState {

  private final String name;
  private final Pipeline pipeline;
  private final @Nullable CircuitBreaker breaker;
  private final @Nullable CooldownGate cooldown;
  private final @Nullable Pacer pacer;
  private final @Nullable Bulkhead bulkhead;

  /**
   * The inputs of the policies of one origin.
   *
   * @param name of the origin, for messages and as key in the store
   * @param time the clock
   * @param random must be thread-safe
   * @param store keeps the state of rate limit and cooldown
   * @param account a second budget that pays for each retry too, such as that of a session; null
   *     for none. Unused if the safeguards have a shared budget, or none
   */
  public record Site(
      String name,
      TimeSource time,
      RandomGenerator random,
      LimitStore store,
      @Nullable Budget account) {
    /** Checks its arguments. */
    public Site {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(random, "random");
      Objects.requireNonNull(store, "store");
    }
  }

  /** The policies of those safeguards for one origin, with nothing counted yet. */
  public static OriginPolicies of(Safeguards rules, Site site) {
    return new OriginPolicies(rules, site);
  }

  /**
   * The order of the policies is defined here only. Around them is the retry loop, paid by the
   * budget and bounded by the deadline; inside them is the attempt with its timeouts. Guards that
   * refuse at once come before guards that wait; guards that hold a permit for the shortest time
   * run last.
   */
  private OriginPolicies(Safeguards rules, Site site) {
    name = site.name();
    List<Guard> order = new ArrayList<>();
    breaker = rules.breaker().map(policy -> breaker(policy, rules, site)).orElse(null);
    cooldown = rules
        .cooldown()
        .map(policy -> new CooldownGate(name, policy, site.store(), site.time(), site.random()))
        .orElse(null);
    pacer = rules
        .pacing()
        .map(policy -> new Pacer(name, policy, site.time(), site.random()))
        .orElse(null);
    bulkhead = rules
        .concurrencyLimit()
        .map(policy -> new Bulkhead(name, policy, site.time()))
        .orElse(null);
    add(order, breaker);
    rules
        .throttle()
        .ifPresent(policy -> order.add(new Throttle(name, policy, site.time(), site.random())));
    add(order, cooldown);
    add(order, pacer);
    rules.rateLimit().ifPresent(limit -> order.add(new RateLimiter(name, limit, site.store())));
    add(order, bulkhead);
    for (Function<String, Guard> maker : rules.guards()) {
      order.add(Objects.requireNonNull(maker.apply(name), () -> "guard for " + name));
    }
    Timing timing =
        Timing.of(rules.hedge().orElse(null), rules.attemptTimeout().orElse(null), site.time());
    timing.observed().ifPresent(latencies -> order.add(new LatencyGuard(latencies)));
    Pipeline all = Pipeline.of(budget(rules, site), order)
        .with(timing)
        .hedgesPayFrom(hedgeBudget(rules, site));
    pipeline = cooldown == null ? all : all.telling(cooldown);
  }

  private static CircuitBreaker breaker(BreakerPolicy policy, Safeguards rules, Site site) {
    CircuitBreaker made = new CircuitBreaker(site.name(), policy, site.time(), site.random());
    rules.breakerListeners().forEach(made::onChange);
    return made;
  }

  private static Budget budget(Safeguards rules, Site site) {
    if (rules.sharedBudget().isPresent()) {
      return rules.sharedBudget().get();
    }
    if (rules.retryBudget().isEmpty()) {
      return Budget.unlimited();
    }
    Budget own = rules.retryBudget().get().open(site.name(), site.time());
    return site.account() == null ? own : Budget.both(own, site.account());
  }

  /** Hedges have a budget of their own, so that they do not use up what retries need. */
  private static Budget hedgeBudget(Safeguards rules, Site site) {
    return rules.hedge().isEmpty()
            || rules.retryBudget().isEmpty() && rules.sharedBudget().isEmpty()
        ? Budget.unlimited()
        : RetryBudget.hedges().open("the hedges to " + site.name(), site.time());
  }

  private static void add(List<Guard> order, @Nullable Guard guard) {
    if (guard != null) {
      order.add(guard);
    }
  }

  @Override
  public String name() {
    return name;
  }

  /** The guards and budgets of all attempts to this origin. */
  public Pipeline pipeline() {
    return pipeline;
  }

  /**
   * A response asked for a pause. Does nothing without a cooldown.
   *
   * @param asked the time asked for; zero if the response does not say
   * @param limited whether the response limits this client (429), rather than reporting that the
   *     server is unavailable
   * @param first whether it is the response to the first attempt of its call, not to a retry
   * @param why in words, as {@code 429 with Retry-After}
   */
  public void told(Duration asked, boolean limited, boolean first, String why) {
    if (cooldown != null) {
      cooldown.told(asked, limited, first, why);
    }
  }

  @Override
  public void coolDown(Duration asked, String why) {
    if (cooldown != null) {
      cooldown.coolDown(asked, why);
    }
  }

  /** Whether announced quotas are used. */
  public boolean paced() {
    return pacer != null;
  }

  /** A response has announced a quota. Does nothing without pacing. */
  public void observe(Quota quota) {
    if (pacer != null) {
      pacer.observe(quota);
    }
  }

  @Override
  public Optional<CircuitBreaker> breaker() {
    return Optional.ofNullable(breaker);
  }

  @Override
  public OriginSnapshot snapshot() {
    return new OriginSnapshot(
        name,
        pipeline.budget().left(),
        breaker().map(CircuitBreaker::snapshot),
        cooldown == null ? Duration.ZERO : cooldown.closedFor(),
        Optional.ofNullable(bulkhead)
            .map(places -> new OriginSnapshot.Concurrency(
                places.limit(), places.inFlight(), places.waiting())));
  }

  /** Whether the state can be dropped: nothing is closed, set by hand, running or waiting. */
  public boolean atRest() {
    return (breaker == null || breaker.atRest())
        && (cooldown == null || cooldown.atRest())
        && (bulkhead == null || bulkhead.inFlight() + bulkhead.waiting() == 0);
  }

  @Override
  public String describe() {
    return pipeline.describe();
  }

  @Override
  public String toString() {
    return "OriginState[" + name + ", " + pipeline + "]";
  }
}
