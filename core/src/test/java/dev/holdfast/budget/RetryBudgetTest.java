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
  private final Budget budget = RetryBudget.defaults().open("api.example.com", time);

  @Test
  void aReserveIsThereWithoutAnySuccess() {
    assertThat(acquired(budget, 20)).isEqualTo(5);
  }

  @Test
  void theReserveFillsByItselfWithinFiveMinutes() {
    acquired(budget, 5);

    time.advance(60 * SECOND);
    assertThat(acquired(budget, 5)).isEqualTo(1);
    time.advance(300 * SECOND);
    assertThat(acquired(budget, 20)).isEqualTo(5);
    time.advance(3600 * SECOND);
    assertThat(acquired(budget, 20)).isEqualTo(5);
  }

  @Test
  void tenSuccessesPayForThreeRetries() {
    acquired(budget, 5);

    succeed(3);
    assertThat(acquired(budget, 1)).isZero();
    succeed(7);
    assertThat(acquired(budget, 5)).isEqualTo(3);
  }

  @Test
  void whatWasNotNeededGoesBackAndNeverAddsToAFullReserve() {
    acquired(budget, 5);
    budget.refund();
    assertThat(acquired(budget, 2)).isEqualTo(1);

    time.advance(300 * SECOND);
    budget.refund();
    assertThat(acquired(budget, 20)).isEqualTo(5);
  }

  @Test
  void whatSuccessesPaidIsKeptForTheWindowOnly() {
    succeed(1000);
    time.advance(4 * SECOND);

    assertThat(acquired(budget, 500)).isEqualTo(5);
  }

  @Test
  void aBusyClientMayRetryAShareOfItsRecentSuccessesAtOnce() {
    succeed(1000);

    assertThat(acquired(budget, 500)).isEqualTo(300);
  }

  @Test
  void duringAnOutageExtraLoadEnds() {
    succeed(100);
    int retries = 0;
    for (int second = 0; second < 60; second++) {
      time.advance(SECOND);
      retries += acquired(budget, 10);
    }

    // 30 paid by the successes before it, which are given out at once, and 1 refilled: of 600
    // calls.
    assertThat(retries).isBetween(30, 31);
  }

  @Test
  void attemptsInFlightLendTheirPartAfterAQuickFailure() {
    for (int i = 0; i < 1000; i++) {
      budget.began();
    }
    asked(1, QUICK);

    assertThat(granted(400, QUICK)).isEqualTo(304);
  }

  @Test
  void nothingIsLentAfterASlowFailure() {
    for (int i = 0; i < 1000; i++) {
      budget.began();
    }
    asked(1, 2 * SECOND);

    assertThat(granted(400, 2 * SECOND)).isEqualTo(4);
  }

  @Test
  void whatHasEndedLendsNothing() {
    for (int i = 0; i < 1000; i++) {
      budget.began();
      budget.ended();
    }
    asked(1, QUICK);

    assertThat(granted(400, QUICK)).isEqualTo(4);
  }

  @Test
  void theOnlyCallThatFailsIsNeverRefused() {
    for (int retry = 0; retry < 100; retry++) {
      assertThat(asked(7, QUICK)).isTrue();
    }
  }

  @Test
  void aMinuteAfterTheLastFailureOfAnotherCallItIsTheOnlyOneAgain() {
    asked(1, QUICK);
    asked(2, QUICK);
    acquired(budget, 5);
    assertThat(asked(2, QUICK)).isFalse();

    time.advance(61 * SECOND);
    acquired(budget, 5);

    assertThat(asked(2, QUICK)).isTrue();
  }

  @Test
  void whileNothingSucceedsOneCallMayWaitAsLongAsTheServerAsks() {
    assertThat(waits(1, 1)).isTrue();
    assertThat(waits(2, 1)).isFalse();
    assertThat(waits(3, 1)).isFalse();
    assertThat(waits(1, 2)).isTrue();
  }

  @Test
  void manyMayWaitWhileOthersSucceed() {
    succeed(100);

    assertThat(waits(1, 1)).isTrue();
    assertThat(waits(2, 1)).isTrue();
    assertThat(waits(3, 1)).isTrue();
  }

  @Test
  void twoAccountsBothPayOrNone() {
    Budget session = RetryBudget.of(0, 1).open("the session", time);
    Budget both = Budget.both(budget, session);

    assertThat(both.tryAcquire()).isTrue();
    assertThat(both.tryAcquire()).isFalse();
    assertThat(budget.left()).hasValue(4);
    assertThat(both.describe()).startsWith("the retry budget of the session ");
    both.refund();
    assertThat(both.left()).hasValue(1);
  }

  @Test
  void saysWhatItAllowsAndWhatIsLeft() {
    assertThat(budget.describe())
        .isEqualTo("the retry budget of api.example.com"
            + " (30 % of the successes of 3.3 s, or 5 per 300 s) has 5 left");

    acquired(budget, 5);

    assertThat(budget.describe()).endsWith("is used up");
  }

  @Tag("I7")
  @Test
  void sixtyFourThreadsTogetherGetNoMoreThanThereIs() {
    succeed(5000);

    int granted = Together.sum(64, thread -> acquired(budget, 1000));

    assertThat(granted).isEqualTo(1500);
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
        double refilled = (clock.nanoTime() - start) / 300e9 * rules.reserve();
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

    assertThat(budget.left()).hasValue(20_000);
  }

  private static final long QUICK = 1_000_000;

  private boolean asked(long call, long tookNanos) {
    return budget.tryAcquire(new Budget.Purpose(call, tookNanos, 0));
  }

  private int granted(int calls, long tookNanos) {
    int granted = 0;
    for (int call = 2; call < 2 + calls; call++) {
      granted += asked(call, tookNanos) ? 1 : 0;
    }
    return granted;
  }

  private boolean waits(long call, int waits) {
    return budget.tryAcquire(new Budget.Purpose(call, QUICK, waits));
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
