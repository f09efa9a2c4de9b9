/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.cooldown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.time.TimeSource;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The arithmetic of a recovery, in rounds of one second each. */
class RecoveryRateTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final double BEFORE = 100;

  /** Always in the middle, so that a round and a dark interval take a second. */
  private static final RandomGenerator MIDDLE = new RandomGenerator() {
    @Override
    public long nextLong() {
      return 0;
    }

    @Override
    public double nextDouble() {
      return 0.5;
    }
  };

  private final Signs signs = new Signs(TimeSource.system());
  private long now;

  private RecoveryRate start(boolean dark) {
    return new RecoveryRate(BEFORE, dark, signs, MIDDLE, now);
  }

  private void round(RecoveryRate rate, int successes, int slow, int failures) {
    for (int i = 0; i < failures; i++) {
      rate.failed();
    }
    for (int i = 0; i < successes; i++) {
      rate.succeeded(now, i < slow, MILLI);
    }
    now += SECOND;
    rate.passed(now);
  }

  @Test
  void inTheDarkOneAttemptASecondProbes() {
    RecoveryRate rate = start(true);

    assertThat(rate.dark()).isTrue();
    assertThat(rate.perSecond()).isEqualTo(1);
    assertThat(rate.intervalNanos()).isEqualTo(SECOND);
    assertThat(rate.spreadNanos(SECOND)).isEqualTo(SECOND / 2);
  }

  @Test
  void theFirstSuccessBringsTheRateBack() {
    RecoveryRate rate = start(true);

    assertThat(rate.succeeded(now, false, MILLI)).isTrue();

    assertThat(rate.dark()).isFalse();
    assertThat(rate.perSecond()).isEqualTo(BEFORE);
    assertThat(rate.intervalNanos()).isEqualTo(SECOND / 100);
  }

  @Test
  void aSlowSuccessDoesNot() {
    RecoveryRate rate = start(true);

    assertThat(rate.succeeded(now, true, MILLI)).isFalse();

    assertThat(rate.dark()).isTrue();
  }

  @Test
  void aRateBelowOneASecondIsTakenForOne() {
    assertThat(new RecoveryRate(0.2, false, signs, MIDDLE, now).before()).isEqualTo(1);
  }

  @Test
  void aRoundWithFailuresBringsItDownToWhatStoodButNotBelowHalf() {
    RecoveryRate rate = start(false);

    round(rate, 40, 0, 1);
    assertThat(rate.perSecond()).isEqualTo(50);

    round(rate, 40, 0, 1);
    assertThat(rate.perSecond()).isCloseTo(44, within(0.001));
    assertThat(rate.goodRounds()).isZero();
  }

  @Test
  void goodRoundsRaiseItFastToALittleAboveTheRateBeforeAndThenSlowly() {
    RecoveryRate rate = start(false);
    round(rate, 40, 0, 1);

    round(rate, 50, 0, 0);
    assertThat(rate.perSecond()).isEqualTo(62.5);
    for (int i = 0; i < 3; i++) {
      round(rate, 50, 0, 0);
    }
    assertThat(rate.perSecond()).isEqualTo(112, within(0.001));
    assertThat(rate.recovered()).isTrue();

    round(rate, 112, 0, 0);
    assertThat(rate.perSecond()).isCloseTo(112 * 1.03, within(0.001));
  }

  @Test
  void threeGoodRoundsAreNeededForARecovery() {
    RecoveryRate rate = start(false);

    round(rate, 100, 0, 0);
    round(rate, 100, 0, 0);
    assertThat(rate.recovered()).isFalse();

    round(rate, 100, 0, 0);
    assertThat(rate.recovered()).isTrue();
  }

  @Test
  void aRoundThatIsNotOverChangesNothing() {
    RecoveryRate rate = start(false);

    rate.failed();
    rate.passed(now + SECOND / 2);

    assertThat(rate.perSecond()).isEqualTo(BEFORE);
  }

  @Test
  void failuresWithoutASuccessMakeItDarkUntilTheFirstSuccess() {
    RecoveryRate rate = start(false);

    round(rate, 0, 0, 5);
    assertThat(rate.dark()).isTrue();
    assertThat(rate.perSecond()).isEqualTo(1);
    round(rate, 0, 0, 1);
    assertThat(rate.dark()).isTrue();

    rate.succeeded(now, false, MILLI);
    assertThat(rate.perSecond()).isEqualTo(BEFORE);
  }

  @Test
  void mostlySlowAnswersMakeItDarkAndItComesBackAtTheRateThatStood() {
    RecoveryRate rate = start(false);

    round(rate, 10, 6, 0);
    assertThat(rate.dark()).isTrue();
    assertThat(rate.recovered()).isFalse();

    rate.succeeded(now, false, MILLI);
    assertThat(rate.perSecond()).isEqualTo(10);
  }

  @Test
  void slownessThatLastsIsHowFastTheOriginIsNow() {
    assertThat(signs.succeeded(MILLI, false)).isFalse();
    RecoveryRate rate = start(true);

    for (int i = 0; i < 16; i++) {
      assertThat(signs.succeeded(300 * MILLI, true)).isTrue();
      slowRound(rate, 300 * MILLI);
    }

    assertThat(signs.succeeded(300 * MILLI, true)).isFalse();
  }

  @Test
  void slownessThatFallsIsAQueueThatGetsShorter() {
    assertThat(signs.succeeded(MILLI, false)).isFalse();
    RecoveryRate rate = start(true);

    for (int i = 0; i < 16; i++) {
      slowRound(rate, (1_000 - 50L * i) * MILLI);
    }

    assertThat(signs.succeeded(300 * MILLI, true)).isTrue();
  }

  private void slowRound(RecoveryRate rate, long tookNanos) {
    rate.succeeded(now, true, tookNanos);
    now += SECOND;
    rate.passed(now);
  }

  /** Runs rounds at the present rate, in which a fifth of the attempts fails. */
  private void roundsWithAFailingFifth(RecoveryRate rate, int count, boolean limited) {
    for (int i = 0; i < count; i++) {
      int attempts = (int) rate.perSecond();
      if (limited) {
        rate.limited();
      }
      round(rate, attempts - attempts / 5, 0, attempts / 5);
    }
  }

  @Test
  void failuresThatLessLoadDoesNotHelpAgainstHoldNothingBack() {
    RecoveryRate rate = start(false);

    roundsWithAFailingFifth(rate, 10, false);

    assertThat(rate.perSecond()).isGreaterThan(BEFORE);
    assertThat(rate.recovered()).isTrue();
  }

  @Test
  void afterThatTheSameFailuresAreNoSign() {
    signs.usualFailures(0.5);

    assertThat(signs.unusual(3)).isEqualTo(10);
    assertThat(signs.unusual(20)).isEqualTo(20);
  }

  @Test
  void whatIsSaidToBeALimitIsObeyed() {
    RecoveryRate rate = start(false);

    roundsWithAFailingFifth(rate, 10, true);

    assertThat(rate.perSecond()).isLessThan(BEFORE * 0.6);
  }
}
