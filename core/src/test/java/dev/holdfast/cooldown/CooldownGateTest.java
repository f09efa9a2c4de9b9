/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cooldown;

import static dev.holdfast.guard.Answers.later;
import static dev.holdfast.guard.Answers.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Together;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Refusal;
import dev.holdfast.rate.LimitStore;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CooldownGateTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final FakeTime time = new FakeTime();
  private final CooldownGate gate = gate(Cooldown.waiting(), 0);

  private CooldownGate gate(Cooldown rules, double random) {
    return new CooldownGate(
        "api.example.com", rules, LimitStore.unshared(time), new PinnedRandom(random));
  }

  @Test
  void isOpenUntilSomebodyIsToldToWait() {
    assertThat(gate.admit()).isSameAs(Admission.freely());
  }

  @Test
  void othersWaitForTheRestOfTheTime() {
    gate.coolDown(Duration.ofSeconds(30), "429 with Retry-After");
    time.advance(18 * SECOND);

    Admission.Later later = later(gate.admit());

    assertThat(later.delayNanos()).isEqualTo(12 * SECOND);
    assertThat(later.refusal().kind()).isEqualTo(Refusal.Kind.RATE_LIMITED);
    assertThat(later.refusal().reason())
        .isEqualTo(
            "api.example.com asked to be left alone (429 with Retry-After)," + " for another 12 s");
    time.advance(12 * SECOND);
    assertThat(gate.admit()).isSameAs(Admission.freely());
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

    assertThat(later(gate.admit()).delayNanos()).isEqualTo(60 * SECOND);
  }

  @Test
  void aShorterTimeNeverShortensALongerOne() {
    gate.coolDown(Duration.ofSeconds(30), "first");
    gate.coolDown(Duration.ofSeconds(1), "second");

    assertThat(later(gate.admit()).delayNanos()).isEqualTo(30 * SECOND);
  }

  @Test
  void thoseWhoWaitComeBackSpreadOverATenthOfTheRestAtMostASecond() {
    CooldownGate early = gate(Cooldown.waiting(), 0.5);
    early.coolDown(Duration.ofSeconds(4), "429");
    CooldownGate late = gate(Cooldown.waiting(), 0.5);
    late.coolDown(Duration.ofSeconds(60), "429");

    assertThat(later(early.admit()).delayNanos())
        .isEqualTo(Duration.ofMillis(4200).toNanos());
    assertThat(later(late.admit()).delayNanos())
        .isEqualTo(Duration.ofMillis(60_500).toNanos());
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
        .isEqualTo("cooldown on Retry-After: others wait up to 60 s: now closed for 30 s"
            + " (503 with Retry-After)");
  }

  @Test
  void refusesATimeThatMeansNothing() {
    assertThatThrownBy(() -> Cooldown.waiting().longest(Duration.ZERO))
        .hasMessageStartingWith("longest: ");
  }
}
