/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.safeguard;

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
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** {@link Safeguards} at work for one place: what all calls to it share. Thread-safe. */
public final class Lane {

  private final String name;
  private final Pipeline pipeline;
  private final @Nullable CircuitBreaker breaker;
  private final @Nullable CooldownGate cooldown;
  private final @Nullable Pacer pacer;
  private final @Nullable Bulkhead bulkhead;

  /** Which place, and what its policies go by. */
  record Site(
      String name,
      TimeSource time,
      RandomGenerator random,
      LimitStore store,
      @Nullable Budget account) {
    Site {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(time, "time");
      Objects.requireNonNull(random, "random");
      Objects.requireNonNull(store, "store");
    }
  }

  /**
   * The one place where policies are put in order. Around it is the loop of retries, which the
   * budget pays for, within the deadline; inside it is the attempt with its timeouts. What refuses
   * at once stands outside of what waits, and what holds a place the shortest stands innermost.
   */
  Lane(Safeguards rules, Site site) {
    name = site.name();
    List<Guard> order = new ArrayList<>();
    breaker = rules.breaker == null
        ? null
        : add(order, new CircuitBreaker(name, rules.breaker, site.time(), site.random()));
    if (breaker != null) {
      rules.breakerListeners.forEach(breaker::onChange);
    }
    if (rules.throttle != null) {
      order.add(new Throttle(name, rules.throttle, site.time(), site.random()));
    }
    cooldown = rules.cooldown == null
        ? null
        : add(
            order,
            new CooldownGate(name, rules.cooldown, site.store(), site.time(), site.random()));
    pacer = rules.pacing == null
        ? null
        : add(order, new Pacer(name, rules.pacing, site.time(), site.random()));
    if (rules.rate != null) {
      order.add(new RateLimiter(name, rules.rate, site.store()));
    }
    bulkhead = rules.concurrency == null
        ? null
        : add(order, new Bulkhead(name, rules.concurrency, site.time()));
    for (Function<String, Guard> maker : rules.others) {
      order.add(Objects.requireNonNull(maker.apply(name), () -> "guard for " + name));
    }
    Timing timing = Timing.of(rules.hedge, rules.attemptTimeout, site.time());
    timing.observed().ifPresent(latencies -> order.add(new LatencyGuard(latencies)));
    Pipeline all = Pipeline.of(budget(rules, site), order)
        .with(timing)
        .hedgesPayFrom(hedgeBudget(rules, site));
    pipeline = cooldown == null ? all : all.telling(cooldown);
  }

  private static Budget budget(Safeguards rules, Site site) {
    if (rules.sharedBudget != null) {
      return rules.sharedBudget;
    }
    if (rules.budget == null) {
      return Budget.unlimited();
    }
    Budget own = rules.budget.open(site.name(), site.time());
    return site.account() == null ? own : Budget.both(own, site.account());
  }

  /** Hedges have an account of their own: they must not use up what retries need. */
  private static Budget hedgeBudget(Safeguards rules, Site site) {
    return rules.hedge == null || rules.budget == null && rules.sharedBudget == null
        ? Budget.unlimited()
        : RetryBudget.hedges().open("the hedges to " + site.name(), site.time());
  }

  private static <G extends Guard> G add(List<Guard> order, G guard) {
    order.add(guard);
    return guard;
  }

  /** The name of the place. */
  public String name() {
    return name;
  }

  /** What every attempt to this place passes. */
  public Pipeline pipeline() {
    return pipeline;
  }

  /**
   * An answer asked to be left alone; does nothing without a cooldown.
   *
   * @param asked for how long, zero if the answer does not say
   * @param limited whether it limits this client (429), rather than saying that it cannot serve
   * @param first whether it answered the first attempt of its call, rather than a retry
   * @param why in words, as {@code 429 with Retry-After}
   */
  public void told(Duration asked, boolean limited, boolean first, String why) {
    if (cooldown != null) {
      cooldown.told(asked, limited, first, why);
    }
  }

  /**
   * Leaves the place alone for a time, by the caller's own knowledge; does nothing without a
   * cooldown.
   *
   * @param asked for how long
   * @param why in words
   */
  public void coolDown(Duration asked, String why) {
    if (cooldown != null) {
      cooldown.coolDown(asked, why);
    }
  }

  /** Whether quotas that answers announce are wanted. */
  public boolean paced() {
    return pacer != null;
  }

  /** An answer told of a quota; does nothing without pacing. */
  public void observe(Quota quota) {
    if (pacer != null) {
      pacer.observe(quota);
    }
  }

  /** The circuit breaker, if there is one: to watch it, or to open and close it by hand. */
  public Optional<CircuitBreaker> breaker() {
    return Optional.ofNullable(breaker);
  }

  /** The limit on concurrency, if there is one. */
  public Optional<Bulkhead> bulkhead() {
    return Optional.ofNullable(bulkhead);
  }

  /** Where all of it stands at the moment. */
  public LaneSnapshot snapshot() {
    return new LaneSnapshot(
        name,
        pipeline.budget().left(),
        breaker().map(CircuitBreaker::snapshot),
        cooldown == null ? Duration.ZERO : cooldown.closedFor(),
        bulkhead()
            .map(places ->
                new LaneSnapshot.Concurrency(places.limit(), places.inFlight(), places.waiting())));
  }

  /**
   * Whether nothing but old counts would be lost with it: nothing is closed, set by hand or under a
   * limit on concurrency.
   */
  public boolean atRest() {
    return (breaker == null || breaker.atRest())
        && (cooldown == null || cooldown.atRest())
        && (bulkhead == null || bulkhead.inFlight() + bulkhead.waiting() == 0);
  }

  @Override
  public String toString() {
    return "Lane[" + name + ", " + pipeline + "]";
  }
}
