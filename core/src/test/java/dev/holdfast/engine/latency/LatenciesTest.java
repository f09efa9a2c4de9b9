/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.latency.Hedge;
import dev.holdfast.latency.ObservedTimeout;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

  private static final long MILLI = 1_000_000;

  private final FakeTime time = new FakeTime();
  private final Latencies latencies = new Latencies(time);

  private void succeed(int times, long nanos) {
    for (int i = 0; i < times; i++) {
      latencies.succeeded(nanos);
    }
  }

  @Test
  void knowsNoQuantileUntilOneSampleWouldLieBeyondIt() {
    succeed(19, MILLI);
    assertThat(latencies.quantileNanos(0.5)).isEmpty();
    succeed(1, MILLI);
    assertThat(latencies.quantileNanos(0.95)).isPresent();
    succeed(79, MILLI);
    assertThat(latencies.quantileNanos(0.99)).isEmpty();
    succeed(1, MILLI);
    assertThat(latencies.quantileNanos(0.99)).isPresent();
  }

  @Test
  void isRightToAnEighthAndRatherTooLong() {
    LongStream.rangeClosed(1, 1000).forEach(i -> latencies.succeeded(i * MILLI));

    assertThat(latencies.quantileNanos(0.5).orElseThrow()).isBetween(500 * MILLI, 563 * MILLI);
    assertThat(latencies.quantileNanos(0.99).orElseThrow()).isBetween(990 * MILLI, 1114 * MILLI);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        1_000,
        8_191,
        8_192,
        1_000_000,
        60_000_000_000L,
        Long.MAX_VALUE / 8,
        Long.MAX_VALUE
      })
  void takesAnyTime(long nanos) {
    succeed(20, nanos);

    assertThat(latencies.quantileNanos(0.5).orElseThrow())
        .isBetween(nanos, Math.max(1_024, Nanos.add(nanos, nanos / 8 + 1_024)));
  }

  @Test
  void forgetsWhatTwoThousandOthersHaveFollowed() {
    succeed(1000, 900 * MILLI);
    succeed(2000, MILLI);

    assertThat(latencies.quantileNanos(0.99).orElseThrow()).isLessThan(2 * MILLI);
    assertThat(latencies.samples()).isLessThanOrEqualTo(2000);
  }

  @Test
  void forgetsWhatIsTenMinutesOld() {
    succeed(500, 900 * MILLI);
    time.advance(Duration.ofMinutes(6).toNanos());
    succeed(1, MILLI);
    time.advance(Duration.ofMinutes(6).toNanos());
    succeed(1, MILLI);

    assertThat(latencies.samples()).isEqualTo(2);
  }

  @Test
  void aQuickFailureSaysNothingOfHowLongAnAnswerTakes() {
    succeed(100, 50 * MILLI);
    for (int i = 0; i < 500; i++) {
      latencies.failed(MILLI);
    }

    assertThat(latencies.samples()).isEqualTo(100);
  }

  @Test
  void aSlowFailureWouldHaveTakenAtLeastSoLong() {
    succeed(100, 50 * MILLI);
    IntStream.range(0, 10).forEach(i -> latencies.failed(400 * MILLI));

    assertThat(latencies.quantileNanos(0.95).orElseThrow()).isGreaterThanOrEqualTo(400 * MILLI);
  }

  @Test
  void aTimeoutThatIsObservedCannotCollapse() {
    ObservedTimeout rule = ObservedTimeout.within(Duration.ofMillis(20), Duration.ofSeconds(10));
    Timing timing = Timing.of(null, rule, time);
    Latencies observed = timing.observed().orElseThrow();
    assertThat(timing.attemptTimeoutNanos()).isEqualTo(10_000 * MILLI);
    IntStream.range(0, 1000).forEach(i -> observed.succeeded(50 * MILLI));
    assertThat(timing.attemptTimeoutNanos()).isBetween(100 * MILLI, 113 * MILLI);

    // From here on the server takes 3 s, so that attempts are cut off until the timeout allows it.
    int cutOff = 0;
    while (timing.attemptTimeoutNanos() < 3_000 * MILLI) {
      observed.failed(timing.attemptTimeoutNanos());
      cutOff++;
    }

    assertThat(cutOff).isLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.49, 0.9991, 1, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesQuantilesThatCannotBeObserved(double quantile) {
    ObservedTimeout rule = ObservedTimeout.within(Duration.ofMillis(1), Duration.ofSeconds(1));

    assertThatIllegalArgumentException().isThrownBy(() -> Hedge.atPercentile(quantile));
    assertThatIllegalArgumentException().isThrownBy(() -> rule.percentile(quantile));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.19, 100.1, Double.NaN})
  void refusesFactorsThatLeaveNoRoom(double factor) {
    ObservedTimeout rule = ObservedTimeout.within(Duration.ofMillis(1), Duration.ofSeconds(1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule.factor(factor))
        .withMessageContaining("(expected: 1.2 to 100.0)");
  }

  @Test
  void refusesBoundsInTheWrongOrder() {
    Duration second = Duration.ofSeconds(1);
    Duration milli = Duration.ofMillis(1);

    assertThatIllegalArgumentException().isThrownBy(() -> ObservedTimeout.within(second, milli));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hedge.atPercentile(0.9).between(second, milli));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hedge.after(milli).between(milli, second));
    assertThatIllegalArgumentException().isThrownBy(() -> Hedge.after(Duration.ZERO));
  }

  @Test
  void hedgesAtTheObservedQuantileWithinBounds() {
    Hedge rule = Hedge.atPercentile(0.95).between(Duration.ofMillis(2), Duration.ofMillis(300));
    Timing timing = Timing.of(rule, null, time);
    assertThat(timing.hedgeDelayNanos()).isEqualTo(300 * MILLI);

    Latencies observed = timing.observed().orElseThrow();
    IntStream.range(0, 950).forEach(i -> observed.succeeded(40 * MILLI));
    IntStream.range(0, 50).forEach(i -> observed.succeeded(900 * MILLI));

    assertThat(timing.hedgeDelayNanos())
        .as("a hedge is for stragglers: not before twice the median")
        .isBetween(80 * MILLI, 90 * MILLI);
    IntStream.range(0, 60).forEach(i -> observed.succeeded(200 * MILLI));
    assertThat(timing.hedgeDelayNanos()).isBetween(200 * MILLI, 225 * MILLI);
  }

  @Test
  void describesItsRulesWithTheNumbersOfTheMoment() {
    Timing timing = Timing.of(
        Hedge.atPercentile(0.95),
        ObservedTimeout.within(Duration.ofMillis(100), Duration.ofSeconds(5))
            .percentile(0.999)
            .factor(1.5),
        time);

    assertThat(timing.describe().lines().skip(1))
        .containsExactly(
            "hedge after p95, between 5 ms and 1 s: now 1 s",
            "attempt timeout p99.9 × 1.5, between 100 ms and 5 s: now 5 s");
    assertThat(Timing.of(Hedge.after(Duration.ofMillis(50)), null, time).describe())
        .isEqualTo("\nhedge after 50 ms");
    assertThat(Timing.none().describe()).isEmpty();
    assertThat(Timing.none().observed()).isEmpty();
  }
}
