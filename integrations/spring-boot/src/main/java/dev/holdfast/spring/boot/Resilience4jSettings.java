/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.RetryBuilder;
import dev.holdfast.http.Settings;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.retry.Backoff;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;

/**
 * Converts Resilience4j's properties to settings of a session. Properties that are set are adopted,
 * others keep Holdfast's default, and those without a counterpart are reported.
 *
 * @see <a href="https://resilience4j.readme.io/docs/getting-started-3">Its properties</a>
 */
final class Resilience4jSettings {

  private static final Bindable<Map<String, Map<String, Object>>> NAMED =
      Bindable.of(ResolvableType.forClassWithGenerics(
          Map.class,
          ResolvableType.forClass(String.class),
          ResolvableType.forClassWithGenerics(Map.class, String.class, Object.class)));

  private static final Set<String> KINDS =
      Set.of("retry", "circuitbreaker", "ratelimiter", "bulkhead", "timelimiter");

  private final Binder binder;
  private final Consumer<String> ignored;

  /**
   * Creates a reader of that binder.
   *
   * @param ignored called with a sentence about each property without a counterpart
   */
  Resilience4jSettings(Binder binder, Consumer<String> ignored) {
    this.binder = binder;
    this.ignored = ignored;
  }

  /** The names of all instances, of any kind. */
  Set<String> instances() {
    Set<String> names = new TreeSet<>();
    KINDS.forEach(kind -> names.addAll(named(kind, "instances").keySet()));
    return names;
  }

  /** These settings with those of an instance, or of the default configuration. */
  Settings applied(Settings before, Optional<String> instance) {
    Settings changed = retry(before, section("retry", instance));
    changed = timeLimit(changed, section("timelimiter", instance));
    Safeguards.Builder safeguards = changed.safeguards().toBuilder();
    breaker(safeguards, section("circuitbreaker", instance));
    rate(safeguards, section("ratelimiter", instance));
    bulkhead(safeguards, section("bulkhead", instance));
    named("thread-pool-bulkhead", "instances").keySet().stream()
        .filter(name -> instance.filter(name::equals).isPresent())
        .forEach(name -> tell("resilience4j.thread-pool-bulkhead.instances." + name));
    return changed.safeguards(safeguards.build());
  }

  private Map<String, Map<String, Object>> named(String kind, String group) {
    return binder.bind("resilience4j." + kind + "." + group, NAMED).orElseGet(Map::of);
  }

  private Resilience4jSection section(String kind, Optional<String> instance) {
    Map<String, Map<String, Object>> configs = named(kind, "configs");
    Map<String, Object> own = instance
        .map(name -> named(kind, "instances").getOrDefault(name, Map.of()))
        .orElseGet(Map::of);
    String base =
        String.valueOf(own.getOrDefault("base-config", own.getOrDefault("baseConfig", "default")));
    Resilience4jSection section = new Resilience4jSection();
    section.add("resilience4j." + kind + ".configs." + base, configs.getOrDefault(base, Map.of()));
    instance.ifPresent(name -> section.add("resilience4j." + kind + ".instances." + name, own));
    section.text("base-config");
    return section;
  }

  private void tell(String property) {
    ignored.accept(property + " has no counterpart and is ignored");
  }

  /**
   * Converts the number of attempts: Resilience4j's include the first call; Holdfast's retries do
   * not.
   */
  private Settings retry(Settings before, Resilience4jSection section) {
    RetryBuilder retry = before.retry().toBuilder();
    section.number("max-attempts").ifPresent(attempts -> retry.total(attempts - 1));
    backoff(section).ifPresent(retry::backoff);
    section.unread(this::tell);
    return before.retry(retry.build());
  }

  /**
   * Converts the backoff. Resilience4j also waits before the first retry. The jitter is Holdfast's:
   * full.
   */
  private static Optional<Backoff> backoff(Resilience4jSection section) {
    Optional<Duration> wait = section.time("wait-duration");
    boolean exponential = section.flag("enable-exponential-backoff");
    double multiplier = section.real("exponential-backoff-multiplier").orElse(1.5);
    Optional<Duration> max = section.time("exponential-max-wait-duration");
    if (wait.isEmpty() && !exponential) {
      return Optional.empty();
    }
    Duration base = wait.orElse(Duration.ofMillis(500));
    Backoff backoff =
        exponential ? Backoff.exponential(base).multiplier(multiplier) : Backoff.constant(base);
    return Optional.of((max.isPresent() ? backoff.max(max.get()) : backoff).firstRetryDelayed());
  }

  /**
   * Converts the time limit. Resilience4j limits each attempt, since its retry is the outermost
   * decorator.
   */
  private Settings timeLimit(Settings before, Resilience4jSection section) {
    Optional<Duration> limit = section.time("timeout-duration");
    section.unread(this::tell);
    return limit.isPresent() ? before.timeouts(before.timeouts().attempt(limit.get())) : before;
  }

  private void breaker(Safeguards.Builder safeguards, Resilience4jSection section) {
    if (section.isEmpty()) {
      return;
    }
    BreakerPolicy.Builder policy = BreakerPolicy.builder();
    section.real("failure-rate-threshold").ifPresent(rate -> policy.failureRate(rate / 100));
    window(policy, section);
    section.time("wait-duration-in-open-state").ifPresent(policy::openFor);
    section.number("permitted-number-of-calls-in-half-open-state").ifPresent(policy::probes);
    section
        .time("max-wait-duration-in-half-open-state")
        .filter(time -> !time.isZero())
        .ifPresent(policy::probesWithin);
    double slowRate = section.real("slow-call-rate-threshold").orElse(100.0) / 100;
    section
        .time("slow-call-duration-threshold")
        .ifPresent(time -> policy.slowCalls(time, slowRate));
    section.unread(this::tell);
    safeguards.breaker(policy.build());
  }

  /** Sets the window. For a number of calls, Resilience4j's minimum never exceeds that number. */
  private static void window(BreakerPolicy.Builder policy, Resilience4jSection section) {
    Optional<Integer> minimum = section.number("minimum-number-of-calls");
    Optional<Integer> size = section.number("sliding-window-size");
    boolean byTime = section
        .text("sliding-window-type")
        .filter("TIME_BASED"::equalsIgnoreCase)
        .isPresent();
    minimum.ifPresent(policy::minimumCalls);
    if (size.isPresent() && byTime) {
      policy.lastTime(Duration.ofSeconds(size.get()));
    } else if (size.isPresent()) {
      policy.lastCalls(size.get());
      policy.minimumCalls(Math.min(size.get(), minimum.orElse(size.get())));
    }
  }

  /**
   * Sets the rate limit. Properties that are not set have Resilience4j's default: 50 calls in 500
   * ns.
   */
  private void rate(Safeguards.Builder safeguards, Resilience4jSection section) {
    Optional<Integer> permits = section.number("limit-for-period");
    Optional<Duration> period = section.time("limit-refresh-period");
    Optional<Duration> wait = section.time("timeout-duration");
    section.unread(this::tell);
    if (permits.isPresent() || period.isPresent()) {
      int calls = permits.orElse(50);
      RateLimit limit =
          RateLimit.of(calls, period.orElse(Duration.ofNanos(500))).burst(calls);
      safeguards.rate(wait.isPresent() ? limit.longestWait(wait.get()) : limit);
    }
  }

  private void bulkhead(Safeguards.Builder safeguards, Resilience4jSection section) {
    Optional<Integer> calls = section.number("max-concurrent-calls");
    Optional<Duration> wait = section.time("max-wait-duration");
    section.unread(this::tell);
    if (calls.isPresent()) {
      ConcurrencyLimit limit = ConcurrencyLimit.fixed(calls.get());
      safeguards.concurrency(wait.isPresent() ? limit.longestWait(wait.get()) : limit);
    }
  }
}
