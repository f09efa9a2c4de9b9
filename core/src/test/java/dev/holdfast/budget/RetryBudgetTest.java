/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Property;
import dev.holdfast.Together;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryBudgetTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final FakeTime time = new FakeTime();
  private final Budget budget = RetryBudget.standard().open("api.example.com", time);

  @Test
  void aProgramThatMakesOneCallMayUseAllItsRetriesTwiceOver() {
    assertThat(acquired(budget, 20)).isEqualTo(10);
  }

  @Test
  void theReserveFillsByItselfWithinAMinute() {
    acquired(budget, 10);

    time.advance(6 * SECOND);
    assertThat(acquired(budget, 5)).isEqualTo(1);
    time.advance(60 * SECOND);
    assertThat(acquired(budget, 20)).isEqualTo(10);
    time.advance(3600 * SECOND);
    assertThat(acquired(budget, 20)).isEqualTo(10);
  }

  @Test
  void tenSuccessesPayForOneRetry() {
    acquired(budget, 10);

    succeed(9);
    assertThat(acquired(budget, 1)).isZero();
    succeed(1);
    assertThat(acquired(budget, 2)).isEqualTo(1);
  }

  @Test
  void whatWasNotNeededGoesBackAndNeverAddsToAFullReserve() {
    acquired(budget, 10);
    budget.refund();
    assertThat(acquired(budget, 2)).isEqualTo(1);

    time.advance(60 * SECOND);
    budget.refund();
    assertThat(acquired(budget, 20)).isEqualTo(10);
  }

  @Test
  void whatSuccessesPaidIsKeptForTheWindowOnly() {
    succeed(1000);
    time.advance(11 * SECOND);

    assertThat(acquired(budget, 200)).isEqualTo(10);
  }

  @Test
  void aBusyClientMayRetryATenthOfItsRecentSuccessesAtOnce() {
    succeed(1000);

    assertThat(acquired(budget, 200)).isEqualTo(110);
  }

  @Test
  void duringAnOutageExtraLoadEnds() {
    succeed(100);
    int retries = 0;
    for (int second = 0; second < 60; second++) {
      time.advance(SECOND);
      retries += acquired(budget, 10);
    }

    // 10 of reserve, 10 paid by the successes before it, 10 refilled in a minute: of 600 calls.
    assertThat(retries).isBetween(28, 30);
  }

  @Test
  void saysWhatItAllowsAndWhatIsLeft() {
    assertThat(budget.describe())
        .isEqualTo("the retry budget of api.example.com"
            + " (10 % of the successes of 10 s and 10 per 60 s) has 10 left");

    acquired(budget, 10);

    assertThat(budget.describe()).endsWith("is used up");
  }

  @Tag("I7")
  @Test
  void sixtyFourThreadsTogetherGetNoMoreThanThereIs() {
    succeed(5000);

    int granted = Together.sum(64, thread -> acquired(budget, 1000));

    assertThat(granted).isEqualTo(510);
  }

  @Tag("I7")
  @Test
  void neverGrantsMoreThanRatioReserveAndRefillInAnyHistory() {
    Property.holds(200, random -> {
      FakeTime clock = new FakeTime(random.nextLong());
      RetryBudget rules = RetryBudget.of(random.nextInt(101) / 100.0, 1 + random.nextInt(50));
      Budget account = rules.open("x", clock);
      long start = clock.nanoTime();
      long successes = 0;
      long granted = 0;
      for (int i = 0; i < 2000; i++) {
        switch (random.nextInt(3)) {
          case 0 -> clock.advance(random.nextInt(200_000_000));
          case 1 -> {
            account.deposit();
            successes++;
          }
          default -> granted += account.tryAcquire() ? 1 : 0;
        }
        double refilled = (clock.nanoTime() - start) / 60e9 * rules.reserve();
        assertThat((double) granted)
            .isLessThanOrEqualTo(rules.ratio() * successes + rules.reserve() + refilled + 1e-6);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesARatioThatIsNone(double ratio) {
    assertThatThrownBy(() -> RetryBudget.of(ratio, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ratio: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1_000_001})
  void refusesAReserveOutOfRange(int reserve) {
    assertThatThrownBy(() -> RetryBudget.of(0.1, reserve))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reserve: " + reserve + " (expected: 1 to 1000000)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.000000001S"})
  void refusesARefillThatIsNoneOrLongerThanADay(Duration refill) {
    assertThatThrownBy(() -> new RetryBudget(0.1, 10, refill, Duration.ofSeconds(10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("refill: ");
  }

  @Test
  void aDaysRefillLeavesRoomForAllThatSuccessesPay() {
    Budget budget =
        new RetryBudget(1, 1, Duration.ofDays(1), Duration.ofSeconds(10)).open("x", time);
    for (int i = 0; i < 20_000; i++) {
      budget.deposit();
    }

    assertThat(budget.left()).hasValue(20_001);
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      budget.deposit();
    }
  }

  private static int acquired(Budget account, int tries) {
    int granted = 0;
    for (int i = 0; i < tries; i++) {
      granted += account.tryAcquire() ? 1 : 0;
    }
    return granted;
  }
}
