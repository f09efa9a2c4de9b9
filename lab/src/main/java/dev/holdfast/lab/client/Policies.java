/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.Retry;
import dev.holdfast.latency.Hedge;
import dev.holdfast.latency.ObservedTimeout;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.pace.Pacing;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.throttle.AdaptiveThrottle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** All policies, in the order of the tables. */
public final class Policies {

  private Policies() {}

  /** All of them. */
  public static List<Policy> all() {
    List<Policy> all = new ArrayList<>(peers());
    all.add(HoldfastPolicy.defaults());
    all.addAll(variants());
    return List.copyOf(all);
  }

  /** The policies of other libraries, by their documentation. */
  public static List<Policy> peers() {
    return List.of(
        new NoRetries(),
        new Peer("plain", "5 retries, full jitter", false, PlainRetries::new),
        new Peer("urllib3", "requests + urllib3 (total 5, backoff 0.5)", false, Urllib3::new),
        new Peer("aws", "AWS SDK, standard mode of 2026", true, AwsStandard::new),
        new Peer("grpc", "gRPC, retryThrottling 10/0.1", false, GrpcThrottling::new),
        new Peer("envoy", "Envoy, retry budget 20 %", false, EnvoyBudget::new),
        new Peer("finagle", "Finagle, RetryBudget", false, FinagleBudget::new),
        new Peer("polly", "Polly, standard pipeline", true, PollyStandard::new),
        new Peer("r4j", "Resilience4j, retry and breaker", false, Resilience4j::new));
  }

  /** Holdfast with an optional safeguard. */
  public static List<Policy> variants() {
    return List.of(
        with("own", "told call waits alone", rules -> rules.without(Safeguards.Part.COOLDOWN)),
        with("breaker", "breaker", rules -> rules.breaker(BreakerPolicy.defaults())),
        with("throttle", "adaptive throttle", rules -> rules.throttle(AdaptiveThrottle.defaults())),
        with("aimd", "AIMD limit", rules -> rules.concurrency(ConcurrencyLimit.aimd())),
        with("gradient", "gradient limit", rules -> rules.concurrency(ConcurrencyLimit.gradient())),
        with("hedge", "hedges", rules -> rules.hedge(Hedge.atPercentile(0.95))),
        with(
            "observed",
            "observed timeout",
            rules -> rules.attemptTimeout(
                ObservedTimeout.within(Duration.ofMillis(200), Duration.ofSeconds(10)))),
        with("pacing", "pacing", rules -> rules.pacing(Pacing.defaults())),
        new HoldfastPolicy(
            "holdfast+batch",
            "Holdfast, batch",
            new Site.Tuning(
                session -> session.retry(Retry.builder().waitForBudget(true).build()),
                UnaryOperator.identity())));
  }

  private static Policy with(
      String id, String title, UnaryOperator<Safeguards.Builder> safeguards) {
    return HoldfastPolicy.with(id, title, safeguards);
  }
}
