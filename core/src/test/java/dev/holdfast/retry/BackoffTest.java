/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import static dev.holdfast.engine.Call.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that a backoff refuses, and its description. */
class BackoffTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  @Tag("U05")
  void delaysOfNothingAreRefused(Duration delay) {
    String rest = ": " + delay + " (expected: > 0)";

    assertRefused(() -> Backoff.exponential(delay), "base" + rest);
    assertRefused(() -> Backoff.constant(delay), "delay" + rest);
    assertRefused(() -> Backoff.linear(delay), "base" + rest);
    assertRefused(() -> Backoff.fibonacci(delay), "base" + rest);
    assertRefused(() -> Backoff.decorrelated(delay), "base" + rest);
    assertRefused(() -> Backoff.exponential(SECOND).max(delay), "max" + rest);
  }

  @ParameterizedTest
  @CsvSource({"-0.1, -0.1", "-0.0, -0.0", "NaN, NaN", "Infinity, Infinity", "-Infinity, -Infinity"})
  @Tag("U04")
  void factorsThatAreNegativeOrNotFiniteAreRefused(double factor, String shown) {
    assertRefused(
        () -> Backoff.urllib3(factor), "factor: " + shown + " (expected: >= 0 and finite)");
  }

  @Test
  void aNegativeUrllib3MaximumIsRefused() {
    assertRefused(() -> Backoff.urllib3(1, Duration.ofSeconds(-1)), "max: PT-1S (expected: >= 0)");
  }

  @Test
  void listsThatAreEmptyOrHoldANegativeDelayAreRefused() {
    assertRefused(Backoff::list, "delays: none (expected: at least one)");
    assertRefused(
        () -> Backoff.list(SECOND, Duration.ofSeconds(-1)), "delay: PT-1S (expected: >= 0)");
  }

  @Test
  @Tag("U05")
  void aCapBelowTheFirstDelayIsRefused() {
    assertRefused(
        () -> Backoff.constant(SECOND).max(Duration.ofMillis(999)),
        "max: PT0.999S (expected: at least the first delay, PT1S)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void retriesBeforeTheFirstAreRefused(int retry) {
    Outcome<?> outcome = Outcome.of("fine");

    assertRefused(
        () -> Backoff.none().delayNanos(retry, 0, outcome, new PinnedRandom(0)),
        "retry: " + retry + " (expected: >= 1)");
  }

  @Test
  void saysWhatItIsInOneLine() {
    assertThat(Backoff.exponential(Duration.ofMillis(500)))
        .hasToString(
            "Backoff[exponential base 500 ms, first retry immediate, max 120 s, jitter full]");
    assertThat(Backoff.decorrelated(SECOND))
        .hasToString(
            "Backoff[exponential base 1 s, first retry delayed, max 120 s, jitter decorrelated]");
    assertThat(Backoff.list(SECOND, SECOND.multipliedBy(2)).max(SECOND).jitter(Jitter.equal()))
        .hasToString("Backoff[list 1 s, 2 s, first retry delayed, max 1 s, jitter equal]");
    assertThat(Backoff.fromOutcome(outcome -> SECOND))
        .hasToString("Backoff[from the outcome, first retry delayed, max 120 s, jitter none]");
    assertThat(Backoff.linear(SECOND).jitter(Jitter.additive(Duration.ofMillis(250))))
        .hasToString(
            "Backoff[linear base 1 s, first retry delayed, max 120 s, jitter additive 250 ms]");
  }

  @Test
  void oneThatIsMadeOfOthersNamesThem() {
    Backoff second = Backoff.constant(SECOND);
    Backoff list = Backoff.list(SECOND);

    assertThat(Backoff.chain(second, list)).asString().contains("[chain [" + second + ", " + list);
    assertThat(second.plus(list)).asString().contains("[sum of " + second + " and " + list);
    assertThat(Backoff.of(retry -> SECOND)).asString().contains("[from the retry's number, ");
    assertThat(Backoff.random(SECOND, SECOND.multipliedBy(2)))
        .asString()
        .contains("[random 1 s to 2 s, ");
  }

  private static void assertRefused(ThrowingCallable code, String message) {
    assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void anotherMultiplierGrowsFasterAndSaturates() {
    Backoff tripled = Backoff.exponential(Duration.ofSeconds(1))
        .multiplier(3)
        .firstRetryDelayed()
        .jitter(Jitter.none());

    assertThat(seconds(tripled, 3)).isEqualTo(9);
    assertThat(seconds(tripled, Integer.MAX_VALUE)).isEqualTo(120);
    assertThat(tripled)
        .hasToString("Backoff[exponential base 1 s multiplier 3.0, first retry"
            + " delayed, max 120 s, jitter none]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, -1, Double.NaN, Double.POSITIVE_INFINITY})
  @Tag("U04")
  @Tag("U05")
  void aMultiplierThatShrinksOrIsNoNumberIsRefused(double multiplier) {
    assertThatThrownBy(() -> Backoff.exponential(Duration.ofSeconds(1)).multiplier(multiplier))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("multiplier: " + multiplier + " (expected: >= 1 and finite)");
  }

  @Test
  void onlyAnExponentialBackoffHasAMultiplier() {
    assertThatThrownBy(() -> Backoff.constant(Duration.ofSeconds(1)).multiplier(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("has no multiplier (expected: an exponential one)");
  }

  @Test
  void aMinimumHoldsAgainstJitterButNotAgainstAnImmediateFirstRetry() {
    Backoff backoff = Backoff.exponential(Duration.ofSeconds(1)).min(Duration.ofMillis(300));

    assertThat(backoff.delayNanos(1, 0, FAILED, new PinnedRandom(0))).isZero();
    assertThat(backoff.delayNanos(2, 0, FAILED, new PinnedRandom(0))).isEqualTo(300_000_000);
    assertThat(backoff.delayNanos(2, 0, FAILED, new PinnedRandom(0.5))).isEqualTo(500_000_000);
  }

  @Test
  void aMinimumAboveTheCapIsRefusedEitherWay() {
    Backoff backoff = Backoff.exponential(Duration.ofSeconds(1));

    assertThatThrownBy(() -> backoff.min(Duration.ofMinutes(3)))
        .hasMessage("min: PT3M (expected: at most the cap, PT2M)");
    assertThatThrownBy(() -> backoff.min(Duration.ofSeconds(9)).max(Duration.ofSeconds(8)))
        .hasMessage("max: PT8S (expected: at least the minimum, PT9S)");
  }

  @Test
  void aChainGoesFromOneToTheNextAndTheLastGoesOn() {
    Backoff chain = Backoff.chain(
        Backoff.list(Duration.ofSeconds(7)),
        Backoff.exponential(Duration.ofSeconds(1)).firstRetryDelayed().jitter(Jitter.none()));

    assertThat(seconds(chain, 1)).isEqualTo(7);
    assertThat(seconds(chain, 2)).isEqualTo(1);
    assertThat(seconds(chain, 4)).isEqualTo(4);
  }

  @Test
  void twoBackoffsTogetherAreAdded() {
    Backoff sum = Backoff.list(Duration.ofSeconds(1), Duration.ofSeconds(2))
        .plus(Backoff.random(Duration.ZERO, Duration.ofSeconds(4)));

    assertThat(seconds(sum, 1)).isEqualTo(3);
    assertThat(seconds(sum, 2)).isEqualTo(4);
  }

  @Test
  void aRandomBackoffWithoutRoomIsRefused() {
    assertThatThrownBy(() -> Backoff.random(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessage("most: PT1S (expected: >= least, PT2S)");
  }

  private static double seconds(Backoff backoff, int retry) {
    return backoff.delayNanos(retry, 0, FAILED, new PinnedRandom(0.5)) / 1e9;
  }
}
