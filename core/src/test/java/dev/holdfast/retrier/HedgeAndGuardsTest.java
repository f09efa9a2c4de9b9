/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Origins;
import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.breaker.CircuitBreaker.State;
import dev.holdfast.budget.RetryBudget;
import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.engine.pace.Quota;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Refusal;
import dev.holdfast.latency.Hedge;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.pace.Pacing;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.throttle.AdaptiveThrottle;
import dev.holdfast.time.FakeTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hedges together with an origin's policies. */
class HedgeAndGuardsTest {

  private static final Duration DELAY = Duration.ofMillis(50);
  private static final BreakerPolicy BREAKER =
      BreakerPolicy.builder().minimumCalls(10).probes(3).build();

  private final FakeTime time = new FakeTime();
  private final List<CompletableFuture<String>> attempts = new ArrayList<>();
  private final List<CompletableFuture<String>> calls = new ArrayList<>();

  private OriginPolicies origin(Safeguards.Builder rules) {
    return Origins.open(
        rules.hedge(Hedge.after(DELAY)).build(),
        "place",
        time,
        new Random(1),
        LimitStore.unshared(time));
  }

  private CompletableFuture<String> call(OriginPolicies origin) {
    return Retrier.builder()
        .time(time)
        .executor(Runnable::run)
        .total(0)
        .pipeline(origin.pipeline())
        .build()
        .callAsync(() -> {
          CompletableFuture<String> attempt = new CompletableFuture<>();
          attempts.add(attempt);
          return attempt;
        });
  }

  private void begin(OriginPolicies origin) {
    calls.add(call(origin));
  }

  private void passes(Duration duration) {
    time.advance(duration.toNanos());
  }

  private void succeeds(int attempt) {
    attempts.get(attempt).complete("ok");
  }

  private void fails(int attempt) {
    attempts.get(attempt).completeExceptionally(new IOException("attempt " + attempt));
  }

  private static CircuitBreaker breaker(OriginPolicies origin) {
    return origin.breaker().orElseThrow();
  }

  private static void assertCounted(OriginPolicies origin, long calls, long failed) {
    CircuitBreaker.Snapshot counted = breaker(origin).snapshot();
    assertThat(List.of(counted.calls(), counted.failed())).containsExactly(calls, failed);
  }

  private void halfOpen(OriginPolicies origin) {
    breaker(origin).open();
    passes(Duration.ofSeconds(6));
  }

  @Test
  void aPairThatEndsWellIsOneSuccessWhicheverWins() {
    OriginPolicies origin = origin(Safeguards.builder().breaker(BREAKER));
    begin(origin);
    passes(DELAY);
    succeeds(0);
    begin(origin);
    passes(DELAY);
    succeeds(3);

    assertCounted(origin, 2, 0);
  }

  @Test
  void aCancelledPairSaysNothing() {
    OriginPolicies origin = origin(Safeguards.builder().breaker(BREAKER));
    CompletableFuture<String> call = call(origin);
    passes(DELAY);
    call.cancel(true);

    assertCounted(origin, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anAttemptThatFailsBesideOneThatSucceedsIsAFailure(int loser) {
    OriginPolicies origin = origin(Safeguards.builder().breaker(BREAKER));
    CompletableFuture<String> call = call(origin);
    passes(DELAY);
    fails(loser);
    assertCounted(origin, 1, 1);
    succeeds(1 - loser);

    assertThat(call).isCompletedWithValue("ok");
    assertCounted(origin, 2, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void twoThatFailAreTwoFailures(int sooner) {
    OriginPolicies origin = origin(Safeguards.builder().breaker(BREAKER));
    CompletableFuture<String> call = call(origin);
    passes(DELAY);
    fails(sooner);
    fails(1 - sooner);

    assertThat(call).isCompletedExceptionally();
    assertCounted(origin, 2, 2);
  }

  @Test
  void anOpenBreakerAllowsNoHedge() {
    OriginPolicies origin = origin(Safeguards.builder().breaker(BREAKER));
    CompletableFuture<String> call = call(origin);
    breaker(origin).open();
    passes(DELAY);
    succeeds(0);

    assertThat(call).isCompletedWithValue("ok");
    assertThat(attempts).hasSize(1);
  }

  @Test
  @Tag("I9")
  void aProbeIsNotHedgedAndLeavesTheOtherProbesToOthers() {
    OriginPolicies origin = origin(Safeguards.builder().breaker(BREAKER));
    halfOpen(origin);
    begin(origin);
    passes(DELAY);
    assertThat(attempts).hasSize(1);
    begin(origin);
    begin(origin);
    assertThat(call(origin)).isCompletedExceptionally();

    assertThat(attempts).hasSize(3);
    succeeds(0);
    succeeds(1);
    assertThat(breaker(origin).state()).isEqualTo(State.HALF_OPEN);
    succeeds(2);
    assertThat(breaker(origin).state()).isEqualTo(State.CLOSED);
  }

  @Test
  @Tag("I9")
  void aHedgeIsNotTheOneThatProbesAnOpenBreakerWhoseTimeIsOver() {
    BreakerPolicy soon = BreakerPolicy.builder().openFor(Duration.ofMillis(1)).build();
    OriginPolicies origin = origin(Safeguards.builder().breaker(soon));
    begin(origin);
    breaker(origin).open();
    passes(DELAY);

    assertThat(attempts).hasSize(1);
    assertThat(breaker(origin).state()).isEqualTo(State.OPEN);
  }

  @Test
  @Tag("I9")
  void aHedgeBegunWhileClosedSaysNothingOfThePhaseThatFollows() {
    OriginPolicies origin = origin(Safeguards.builder().breaker(BREAKER));
    CompletableFuture<String> call = call(origin);
    passes(DELAY);
    halfOpen(origin);
    begin(origin);
    fails(1);
    succeeds(0);

    assertThat(call).isCompletedWithValue("ok");
    assertThat(breaker(origin).state()).isEqualTo(State.HALF_OPEN);
    assertCounted(origin, 0, 0);
  }

  @Test
  void aBreakerThatIsSwitchedOffLetsHedgesPass() {
    OriginPolicies origin = origin(Safeguards.builder().breaker(BREAKER));
    breaker(origin).disable();
    begin(origin);
    passes(DELAY);

    assertThat(attempts).hasSize(2);
  }

  @Test
  void anAdaptiveThrottleHearsOfEachAttemptThatAnswered() {
    AdaptiveThrottle rule = AdaptiveThrottle.defaults();
    OriginPolicies origin =
        origin(Safeguards.builder().without(Safeguards.Part.RETRY_BUDGET).throttle(rule));
    for (int i = 0; i < 20; i++) {
      begin(origin);
      passes(DELAY);
      succeeds(attempts.size() - 1);
    }

    // If the losers had counted as attempts, half of all would be missing.
    CompletableFuture<String> next = call(origin);
    assertThat(next).isNotDone();
    assertThat(attempts).hasSize(41);
  }

  @Test
  @Tag("I10")
  void theLosersPlaceIsFreeOnceThePairHasEnded() {
    OriginPolicies origin = origin(Safeguards.builder().concurrency(ConcurrencyLimit.fixed(2)));
    begin(origin);
    passes(DELAY);
    assertThat(Origins.bulkhead(origin).inFlight()).isEqualTo(2);
    succeeds(1);

    assertThat(Origins.bulkhead(origin).inFlight()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  @Tag("I10")
  void theFirstToFailFreesItsPlaceWhileTheOtherGoesOn(int loser) {
    OriginPolicies origin = origin(Safeguards.builder().concurrency(ConcurrencyLimit.fixed(2)));
    begin(origin);
    passes(DELAY);
    fails(loser);

    assertThat(Origins.bulkhead(origin).inFlight()).isEqualTo(1);
  }

  @Test
  void aHedgeDoesNotOvertakeThoseWhoWaitForAPlaceNorStandInTheQueue() {
    OriginPolicies origin = origin(Safeguards.builder().concurrency(ConcurrencyLimit.fixed(1)));
    begin(origin);
    begin(origin);
    passes(DELAY);

    assertThat(attempts).hasSize(1);
    assertThat(Origins.bulkhead(origin).waiting()).isEqualTo(1);
    succeeds(0);
    assertThat(attempts).hasSize(2);
  }

  @Test
  void aHedgeTakesATurnThatIsThereAndQueuesForNone() {
    OriginPolicies origin =
        origin(Safeguards.builder().rate(RateLimit.of(3, Duration.ofSeconds(3)).burst(3)));
    begin(origin);
    begin(origin);
    passes(DELAY);

    assertThat(attempts).hasSize(3);
    passes(Duration.ofMillis(950));
    begin(origin);
    assertThat(attempts).as("the turn after the burst").hasSize(4);
  }

  @Test
  @Tag("I7")
  void hedgesPayFromAnAccountOfTheirOwnAndGetNothingBack() {
    OriginPolicies origin = origin(Safeguards.builder().retryBudget(RetryBudget.of(0, 1)));
    int reserve = RetryBudget.hedges().reserve();
    for (int call = 0; call <= reserve; call++) {
      begin(origin);
    }
    passes(DELAY);

    assertThat(attempts).hasSize(2 * reserve + 1);
    assertThat(origin.pipeline().budget().left()).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(Cooldown.Mode.class)
  void thereIsNoHedgeIntoACooldown(Cooldown.Mode mode) {
    OriginPolicies origin =
        origin(Safeguards.builder().cooldown(new Cooldown(mode, Duration.ofSeconds(60))));
    CompletableFuture<String> call = call(origin);
    origin.coolDown(Duration.ofSeconds(1), "503 with Retry-After");
    passes(DELAY);
    succeeds(0);

    assertThat(call).isCompletedWithValue("ok");
    assertThat(attempts).hasSize(1);
  }

  @Test
  void aLowQuotaIsNotSpentOnHedges() {
    OriginPolicies origin = origin(Safeguards.builder().pacing(Pacing.defaults()));
    begin(origin);
    origin.observe(new Quota(OptionalLong.of(100), 25, Duration.ofSeconds(100)));
    passes(DELAY);
    assertThat(attempts).hasSize(1);
    passes(Duration.ofSeconds(100));
    origin.observe(new Quota(OptionalLong.of(100), 99, Duration.ofSeconds(100)));
    begin(origin);
    passes(DELAY);

    assertThat(attempts).hasSize(3);
  }

  @Test
  void aGuardOfTheCallersOwnMayRefuseHedges() {
    OriginPolicies origin = origin(Safeguards.builder().guard(name -> new WithoutHedges()));
    begin(origin);
    passes(DELAY);

    assertThat(attempts).hasSize(1);
  }

  private static final class WithoutHedges implements Guard {
    @Override
    public Admission admit() {
      return Admission.freely();
    }

    @Override
    public Admission admitHedge() {
      return new Admission.Refused(Refusal.of(Refusal.Kind.OVERLOADED, () -> "not now"));
    }

    @Override
    public String describe() {
      return "no hedges";
    }
  }
}
