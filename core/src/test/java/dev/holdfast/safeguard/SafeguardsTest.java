/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.safeguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.holdfast.Origins;
import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.budget.Budget;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Guard;
import dev.holdfast.latency.Hedge;
import dev.holdfast.latency.ObservedTimeout;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.pace.Pacing;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.throttle.AdaptiveThrottle;
import dev.holdfast.time.TimeSource;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeguardsTest {

  @Test
  void theStandardIsARetryBudgetAndACooldown() {
    assertThat(Origins.open(Safeguards.defaults(), "api").pipeline().describe()).isEqualTo("""
            the retry budget of api (30 % of the successes of 3.3 s, or 5 per 300 s) has 5 left
            cooldown: calls to an overloaded origin wait up to 10 s""");
  }

  @Test
  void allPlacesPayFromTheCallersOwnAccount() {
    Budget account = RetryBudget.of(0, 2).open("all databases", TimeSource.system());
    Safeguards rules = Safeguards.builder().retryBudget(account).build();

    assertThat(Origins.open(rules, "one").pipeline().budget()).isSameAs(account);
    assertThat(Origins.open(rules.toBuilder().build(), "two").pipeline().budget())
        .isSameAs(account);
    assertThat(rules.describe())
        .startsWith("the retry budget of all databases (0 % of the successes of 3.3 s, or 2 per ");
  }

  @Test
  void theBudgetThatWasSetLastHolds() {
    Budget account = Budget.unlimited();
    Safeguards.Builder shared = Safeguards.builder().retryBudget(account);

    assertThat(shared.build().retryBudget()).isEmpty();
    assertThat(shared.retryBudget(RetryBudget.defaults()).build().describe())
        .startsWith("the retry budget of ");
  }

  @Test
  void allPoliciesStandInTheDocumentedOrder() {
    Safeguards all = Safeguards.builder()
        .concurrency(ConcurrencyLimit.fixed(8))
        .rate(RateLimit.of(100, Duration.ofSeconds(1)))
        .pacing(Pacing.defaults())
        .breaker(BreakerPolicy.defaults())
        .cooldown(Cooldown.failing())
        .retryBudget(RetryBudget.of(0.2, 5))
        .build();

    assertThat(Origins.open(all, "api").pipeline().describe()).isEqualTo("""
            the retry budget of api (20 % of the successes of 3.3 s, or 5 per 300 s) has 5 left
            circuit breaker opens at 80 % failed in 10 s (at least 20), for 200 ms, then 3 probes
            cooldown: calls to an overloaded origin fail at once, for up to 60 s
            pacing by announced quotas: spaces out the last 25 % of a quota, waits up to 60 s
            rate limit 100 per 1 s, burst 100, waits up to 10 s
            concurrency limit 8 at once, 10000 may wait up to 10 s""");
  }

  @Test
  void aThrottleTakesTheBreakersPlace() {
    Safeguards throttled = Safeguards.builder()
        .breaker(BreakerPolicy.defaults())
        .throttle(AdaptiveThrottle.defaults())
        .without(Safeguards.Part.COOLDOWN)
        .build();

    assertThat(Origins.open(throttled, "api").breaker()).isEmpty();
    assertThat(Origins.open(throttled, "api").pipeline().guards())
        .extracting(Guard::describe)
        .containsExactly("adaptive throttle: up to 2.0 times what succeeds in 30 s");
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

    Pipeline pipeline = Origins.open(
            Safeguards.off().toBuilder().guard(name -> own).build(), "api")
        .pipeline();

    assertThat(pipeline.describe()).isEqualTo("no retry budget\nmy own");
    assertThat(Origins.open(Safeguards.off(), "api").pipeline().guards()).isEmpty();
  }

  @Test
  void guardsOfTheCallersOwnAreMadeForPlacesOnly() {
    List<String> made = new ArrayList<>();
    Safeguards own = Safeguards.builder()
        .guard(name -> {
          made.add(name);
          return null;
        })
        .build();

    assertThat(own.describe()).endsWith("\nguards of the caller: 1");
    assertThat(own).hasToString("Safeguards[" + own.describe().replace("\n", "; ") + "]");
    assertThat(made).isEmpty();
    assertThatNullPointerException()
        .isThrownBy(() -> Origins.open(own, "api.example.com"))
        .withMessage("guard for api.example.com");
  }

  @Test
  void describesRulesForAPlaceThatIsNotKnownYet() {
    assertThat(Safeguards.defaults().describe())
        .startsWith("the retry budget of each origin (30 %");
    assertThat(Safeguards.builder().named("payments").build().describe())
        .startsWith("the retry budget of payments (30 %");
  }

  @Test
  void tellsWhereAllOfItStandsInASnapshot() {
    OriginPolicies origin = Origins.open(everything(), "api");
    origin.coolDown(Duration.ofHours(1), "429");
    origin.breaker().orElseThrow().forceOpen();
    origin.pipeline().budget().tryAcquire();
    Origins.bulkhead(origin).admit();

    OriginSnapshot now = origin.snapshot();

    assertThat(now.name()).isEqualTo("api");
    assertThat(now.retriesLeft()).hasValue(4);
    assertThat(now.breaker().orElseThrow().state()).isEqualTo(CircuitBreaker.State.FORCED_OPEN);
    assertThat(now.coolingDownFor()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    assertThat(now.concurrency()).contains(new OriginSnapshot.Concurrency(8, 1, 0));
    assertThat(Origins.open(Safeguards.off(), "x").snapshot())
        .isEqualTo(new OriginSnapshot(
            "x", OptionalLong.empty(), Optional.empty(), Duration.ZERO, Optional.empty()));
  }

  @Test
  void isAtRestUnlessSomethingIsClosedSetByHandOrUnderWay() {
    assertThat(Origins.open(everything(), "x").atRest()).isTrue();
    assertThat(Origins.open(Safeguards.off(), "x").atRest()).isTrue();
    List<Consumer<OriginPolicies>> busy = List.of(
        origin -> origin.breaker().orElseThrow().disable(),
        origin -> origin.breaker().orElseThrow().open(),
        origin -> origin.coolDown(Duration.ofHours(1), "429"),
        origin -> Origins.bulkhead(origin).admit());
    for (Consumer<OriginPolicies> something : busy) {
      OriginPolicies origin = Origins.open(everything(), "x");

      something.accept(origin);

      assertThat(origin.atRest()).isFalse();
    }
  }

  @Test
  void refusesANameThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Safeguards.builder().named(" "))
        .withMessage("name: ' ' (expected: not blank)");
  }

  private static Safeguards everything() {
    return Safeguards.builder()
        .concurrency(ConcurrencyLimit.fixed(8))
        .rate(RateLimit.of(100, Duration.ofSeconds(1)))
        .pacing(Pacing.defaults())
        .breaker(BreakerPolicy.defaults())
        .hedge(Hedge.atPercentile(0.95))
        .attemptTimeout(ObservedTimeout.within(Duration.ofMillis(100), Duration.ofSeconds(5)))
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "RETRY_BUDGET, the retry budget",
    "BREAKER, circuit breaker",
    "COOLDOWN, cooldown",
    "PACING, pacing",
    "RATE, rate limit",
    "CONCURRENCY, concurrency limit",
    "ATTEMPT_TIMEOUT, attempt timeout",
    "HEDGE, hedge after"
  })
  void eachPartCanBeLeftOutOfWhatIsThere(Safeguards.Part part, String words) {
    Safeguards left = everything().toBuilder().without(part).build();

    assertThat(everything().describe()).contains(words);
    assertThat(left.describe()).doesNotContain(words);
  }

  @Test
  void nothingIsLeftWithoutAnyPart() {
    Safeguards.Builder builder = everything().toBuilder()
        .retryBudget(RetryBudget.defaults().open("all", TimeSource.system()))
        .throttle(AdaptiveThrottle.defaults())
        .guard(name -> {
          throw new AssertionError(name);
        });
    for (Safeguards.Part part : Safeguards.Part.values()) {
      builder.without(part);
    }

    assertThat(builder.build().describe()).isEqualTo("no retry budget");
  }

  @Test
  void aListenerHearsOfTheBreakersOfAllPlaces() {
    List<String> heard = new ArrayList<>();
    Safeguards rules = Safeguards.builder()
        .breaker(BreakerPolicy.defaults())
        .onBreakerChange((breaker, from, to, reason) ->
            heard.add(breaker.snapshot().name() + " " + to + ", " + reason))
        .build()
        .toBuilder()
        .build();
    Origins.open(rules, "one").breaker().orElseThrow().open();
    Origins.open(rules, "two").breaker().orElseThrow().disable();

    assertThat(heard).containsExactly("one OPEN, by hand", "two DISABLED, by hand");
  }

  @Tag("E23")
  @Test
  void anOriginFindsItsRandomGeneratorWhateverTheContextClassLoaderSees() {
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    here.setContextClassLoader(new URLClassLoader(new URL[0], null));
    try {
      assertThat(Origins.open(Safeguards.defaults(), "one").name()).isEqualTo("one");
    } finally {
      here.setContextClassLoader(before);
    }
  }

  @Test
  void aBuilderBeginsWhereAnotherEnded() {
    Safeguards changed = Safeguards.builder()
        .breaker(BreakerPolicy.defaults())
        .rate(RateLimit.of(1, Duration.ofSeconds(1)))
        .build();

    assertThat(changed.toBuilder().build()).hasToString(changed.toString());
  }
}
