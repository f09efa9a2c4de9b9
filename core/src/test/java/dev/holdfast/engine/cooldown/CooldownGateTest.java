/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.cooldown;

import static dev.holdfast.guard.Answers.granted;
import static dev.holdfast.guard.Answers.later;
import static dev.holdfast.guard.Answers.queued;
import static dev.holdfast.guard.Answers.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Together;
import dev.holdfast.cooldown.Cooldown;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Refusal;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CooldownGateTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final FakeTime time = new FakeTime();
  private final CooldownGate gate = gate(Cooldown.waiting(), 0);

  private CooldownGate gate(Cooldown rules, double random) {
    return new CooldownGate(
        "api.example.com", rules, LimitStore.unshared(time), time, new PinnedRandom(random));
  }

  @Test
  void isOpenUntilSomebodyIsToldToWait() {
    assertThat(gate.admit()).isSameAs(Admission.freely());
  }

  @Test
  void othersWaitForTheRestOfTheTime() {
    gate.coolDown(Duration.ofSeconds(30), "429 with Retry-After");
    time.advance(23 * SECOND);

    Admission.Later later = later(gate.admit());

    assertThat(later.delayNanos()).isEqualTo(7 * SECOND);
    assertThat(later.refusal().kind()).isEqualTo(Refusal.Kind.RATE_LIMITED);
    assertThat(later.refusal().reason())
        .isEqualTo(
            "api.example.com asked for a pause (429 with Retry-After)," + " for another 7 s");
    time.advance(7 * SECOND);
    assertThat(gate.admit()).isSameAs(Admission.freely());
  }

  @Test
  void othersLearnTheTimeAtOnceIfItIsLongerThanTenSeconds() {
    gate.coolDown(Duration.ofSeconds(30), "429 with Retry-After");

    assertThat(refused(gate.admit()).retryAfter()).contains(Duration.ofSeconds(30));
  }

  @Test
  void othersFailAtOnceIfSoChosen() {
    CooldownGate failing = gate(Cooldown.failing(), 0);
    failing.coolDown(Duration.ofSeconds(30), "429 with Retry-After");

    Refusal refused = refused(failing.admit());

    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(30));
  }

  @Tag("A04")
  @Test
  void oneAnswerCostsNoMoreThanTheLongestTime() {
    gate.coolDown(Duration.ofSeconds(Long.MAX_VALUE), "503 with Retry-After");

    assertThat(gate.closedFor()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aShorterTimeNeverShortensALongerOne() {
    gate.coolDown(Duration.ofSeconds(30), "first");
    gate.coolDown(Duration.ofSeconds(1), "second");

    assertThat(gate.closedFor()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void thoseWhoWaitComeBackSpreadOverATenthOfTheRestAtMostASecond() {
    CooldownGate early = gate(Cooldown.waiting(), 0.5);
    early.coolDown(Duration.ofSeconds(4), "429");
    CooldownGate late = gate(Cooldown.waiting(), 0.5);
    late.coolDown(Duration.ofSeconds(10), "429");

    assertThat(later(early.admit()).delayNanos())
        .isEqualTo(Duration.ofMillis(4200).toNanos());
    assertThat(later(late.admit()).delayNanos())
        .isEqualTo(Duration.ofMillis(10_500).toNanos());
  }

  @Test
  void theLatestEndHoldsWhenManyAreToldAtOnce() {
    Together.run(32, thread -> {
      for (int i = 0; i < 200; i++) {
        gate.coolDown(Duration.ofMillis(thread * 200L + i), "429");
      }
      return thread;
    });

    assertThat(later(gate.admit()).delayNanos())
        .isEqualTo(Duration.ofMillis(31 * 200 + 199).toNanos());
  }

  @Test
  void nobodyPassesAfterAnybodyWasTold() {
    int passed = Together.sum(64, thread -> {
      gate.coolDown(Duration.ofSeconds(1), "429");
      return gate.admit() instanceof Admission.Granted ? 1 : 0;
    });

    assertThat(passed).isZero();
  }

  @Test
  void describesACooldownThatGoesOn() {
    gate.coolDown(Duration.ofSeconds(30), "503 with Retry-After");

    assertThat(gate.describe())
        .isEqualTo("cooldown: calls to an overloaded origin wait up to 10 s: now closed for 30 s"
            + " (503 with Retry-After)");
  }

  @Test
  void refusesATimeThatMeansNothing() {
    assertThatThrownBy(() -> Cooldown.waiting().longest(Duration.ZERO))
        .hasMessageStartingWith("longest: ");
  }

  @Test
  void oneAnswerAmongHealthyOnesSpeaksForItsOwnCall() {
    succeed(20, 20);
    gate.told(Duration.ofSeconds(30), true, true, "429 with Retry-After");
    gate.told(Duration.ofSeconds(30), true, true, "429 with Retry-After");

    assertThat(gate.admit()).isSameAs(Admission.freely());
  }

  @Test
  void aCallThatIsToldAgainAndAgainIsNoSignOfItsOwn() {
    for (int retry = 0; retry < 10; retry++) {
      gate.told(Duration.ofSeconds(30), true, false, "429 with Retry-After");
    }

    assertThat(gate.admit()).isSameAs(Admission.freely());
  }

  @Test
  void aLimitThatThreeCallsMeetOneAfterAnotherClosesTheGate() {
    tell(3, 429, true);

    assertThat(gate.closedFor()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void anOriginThatCannotServeIsProbedOnceASecond() {
    succeed(20, 20);
    tell(3, 503, false);

    assertThat(gate.closedFor()).isZero();
    assertThat(granted(gate.admit()).delayNanos()).isEqualTo(SECOND * 3 / 4);
    Admission.Queued second = queued(gate.admit());
    time.advance(SECOND);
    assertThat(second.ticket().take()).isNull();
    time.advance(SECOND / 2);
    assertThat(second.ticket().take()).isNotNull();
  }

  @Test
  void whoWaitedForAProbeFailsWithIt() {
    succeed(20, 20);
    tell(3, 503, false);
    granted(gate.admit());
    Admission.Queued other = queued(gate.admit());
    time.advance(SECOND);
    List<String> woken = new ArrayList<>();
    other.ticket().whenReady(() -> woken.add("other"));

    gate.ended(Ending.FAILED, 0, false);

    assertThat(woken).containsExactly("other");
    assertThat(other.ticket().take()).isNull();
    assertThat(other.refusal().reason()).contains("one attempt a second");
  }

  @Test
  void theFirstFastSuccessBringsTheRateOfBefore() {
    succeed(50, 20);
    tell(3, 503, false);
    granted(gate.admit());
    Admission.Queued next = queued(gate.admit());
    time.advance(SECOND);

    gate.ended(Ending.SUCCEEDED, 20_000_000, false);

    assertThat(next.ticket().take()).isNotNull();
    assertThat(gate.describe()).contains("attempts a second");
  }

  @Test
  void aSlowSuccessIsNoEndOfTheTrouble() {
    succeed(50, 20);
    tell(3, 503, false);
    granted(gate.admit());
    time.advance(SECOND);

    gate.ended(Ending.SUCCEEDED, 2 * SECOND, false);

    assertThat(gate.describe()).contains("nothing succeeds");
  }

  @Test
  void attemptsThatFailOneAfterAnotherAndTakeLongAreASign() {
    succeed(20, 20);
    for (int i = 0; i < 5; i++) {
      gate.ended(Ending.FAILED, 2 * SECOND, true);
    }

    assertThat(gate.describe()).contains("attempts fail and take long");
  }

  @Test
  void attemptsThatFailQuicklyAreNone() {
    succeed(20, 20);
    for (int i = 0; i < 100; i++) {
      gate.ended(Ending.FAILED, 1_000_000, true);
    }

    assertThat(gate.admit()).isSameAs(Admission.freely());
  }

  @Test
  void whileALimitAsksForTimeAttemptsWaitForATurnAfterIt() {
    succeed(50, 20);
    tell(3, 429, true);

    assertThat(granted(gate.admit()).delayNanos()).isGreaterThanOrEqualTo(5 * SECOND);
    Admission.Queued second = queued(gate.admit());
    time.advance(5 * SECOND - 1);
    assertThat(second.ticket().take()).as("not earlier than asked").isNull();
    time.advance(SECOND);

    assertThat(second.ticket().take()).isNotNull();
  }

  @Test
  void noMoreAttemptsWaitForALimitThanGetATurnWithinTenSeconds() {
    succeed(50, 20);
    tell(3, 429, true);
    granted(gate.admit());
    int waiting = 0;
    Admission last = gate.admit();
    while (last instanceof Admission.Queued && waiting < 1_000) {
      waiting++;
      last = gate.admit();
    }

    assertThat(waiting).isBetween(10, 100);
    assertThat(refused(last).retryAfter().orElseThrow()).isGreaterThan(Duration.ofSeconds(5));
  }

  @Test
  void aFailedProbeOfALimitEndsTheWaitOfAll() {
    succeed(50, 20);
    tell(3, 429, true);
    granted(gate.admit());
    Admission.Queued second = queued(gate.admit());
    time.advance(5 * SECOND);

    gate.told(Duration.ofSeconds(5), true, true, "429 with Retry-After");
    gate.ended(Ending.FAILED, 1_000_000, true);

    assertThat(second.ticket().take()).as("not before the new time is over").isNull();
    assertThat(gate.closedFor()).isPositive();
  }

  @Test
  void noHedgeGoesToAnOriginThatRecovers() {
    succeed(20, 20);
    tell(3, 503, false);

    assertThat(refused(gate.admitHedge()).reason()).contains("recovers");
  }

  @Test
  void aTurnThatIsNotUsedGoesToTheNext() {
    succeed(20, 20);
    tell(3, 503, false);
    Admission.Granted first = granted(gate.admit());

    first.permit().close(Ending.UNUSED, 0);

    assertThat(granted(gate.admit()).delayNanos()).isEqualTo(first.delayNanos());
  }

  @Test
  void whoFindsNoRoomInTheDarkMayComeBackAfterTheNextProbe() {
    tell(3, 503, false);
    granted(gate.admit());
    for (int i = 0; i < 5; i++) {
      queued(gate.admit());
    }

    assertThat(refused(gate.admit()).retryAfter()).contains(Duration.ofSeconds(1));
  }

  @Test
  void aRecoveryOfAnOriginThatIsNotCalledAnyMoreKeepsNothing() {
    tell(3, 503, false);
    assertThat(gate.atRest()).isFalse();

    time.advance(61 * SECOND);

    assertThat(gate.atRest()).isTrue();
  }

  @Test
  void slowRetriesAmongGoodCallsAreNoSign() {
    succeed(20, 20);
    for (int i = 0; i < 3; i++) {
      gate.ended(Ending.FAILED, 2 * SECOND, false);
      succeed(1, 20);
    }
    for (int i = 0; i < 5; i++) {
      gate.ended(Ending.FAILED, 1_000_000, true);
    }

    assertThat(gate.admit()).isSameAs(Admission.freely());
  }

  @Test
  void anOriginThatIsWellAgainIsFreeAgain() {
    succeed(50, 20);
    tell(3, 503, false);
    for (int second = 0; second < 10; second++) {
      time.advance(SECOND + SECOND / 2);
      gate.ended(Ending.SUCCEEDED, 20_000_000, true);
    }

    assertThat(gate.admit()).isSameAs(Admission.freely());
  }

  /** Reports that many successes, 100 ms apart, of that duration. */
  private void succeed(int times, long millis) {
    for (int i = 0; i < times; i++) {
      time.advance(SECOND / 10);
      gate.ended(Ending.SUCCEEDED, millis * 1_000_000, true);
    }
  }

  /** Reports that many calls that are told to return in 5 s. */
  private void tell(int calls, int status, boolean limited) {
    for (int i = 0; i < calls; i++) {
      gate.told(Duration.ofSeconds(5), limited, true, status + " with Retry-After");
      gate.ended(Ending.FAILED, 1_000_000, true);
    }
  }
}
