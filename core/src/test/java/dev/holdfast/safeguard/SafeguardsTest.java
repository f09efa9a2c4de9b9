/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.safeguard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Pipeline;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.pace.Pacing;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.throttle.AdaptiveThrottle;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SafeguardsTest {

  @Test
  void theStandardIsARetryBudgetAndACooldown() {
    assertThat(Safeguards.standard().lane("api").pipeline().describe()).isEqualTo("""
            the retry budget of api (10 % of the successes of 10 s and 10 per 60 s) has 10 left
            cooldown on Retry-After: others wait up to 60 s""");
  }

  @Test
  void allPoliciesStandInTheDocumentedOrder() {
    Safeguards all = Safeguards.builder()
        .concurrency(ConcurrencyLimit.fixed(8))
        .rate(RateLimit.of(100, Duration.ofSeconds(1)))
        .pacing(Pacing.standard())
        .breaker(BreakerPolicy.standard())
        .cooldown(Cooldown.failing())
        .retryBudget(RetryBudget.of(0.2, 5))
        .build();

    assertThat(all.lane("api").pipeline().describe()).isEqualTo("""
            the retry budget of api (20 % of the successes of 10 s and 5 per 60 s) has 5 left
            circuit breaker opens at 50 % failed in 10 s (at least 20), for 5 s, then 3 probes
            cooldown on Retry-After: others fail up to 60 s
            pacing by announced quotas: spaces out the last 25 % of a quota, waits up to 60 s
            rate limit 100 per 1 s, burst 100, waits up to 10 s
            concurrency limit 8 at once, 100 may wait up to 10 s""");
  }

  @Test
  void aThrottleTakesTheBreakersPlace() {
    Safeguards throttled = Safeguards.builder()
        .breaker(BreakerPolicy.standard())
        .throttle(AdaptiveThrottle.standard())
        .noCooldown()
        .build();

    assertThat(throttled.lane("api").breaker()).isEmpty();
    assertThat(throttled.lane("api").pipeline().guards())
        .extracting(Guard::describe)
        .containsExactly("adaptive throttle: up to 2.0 times what succeeds in 120 s");
  }

  @Test
  void eachPartCanBeRemovedAndOneOfTheCallersOwnAdded() {
    Guard own = new Guard() {
      @Override
      public Admission admit() {
        return Admission.freely();
      }

      @Override
      public String describe() {
        return "my own";
      }
    };

    Pipeline pipeline =
        Safeguards.none().toBuilder().guard(name -> own).build().lane("api").pipeline();

    assertThat(pipeline.describe()).isEqualTo("no retry budget\nmy own");
    assertThat(Safeguards.none().lane("api").pipeline().guards()).isEmpty();
  }

  @Test
  void aBuilderBeginsWhereAnotherEnded() {
    Safeguards changed = Safeguards.builder()
        .breaker(BreakerPolicy.standard())
        .rate(RateLimit.of(1, Duration.ofSeconds(1)))
        .build();

    assertThat(changed.toBuilder().build()).hasToString(changed.toString());
  }
}
