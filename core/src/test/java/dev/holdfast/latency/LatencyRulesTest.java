/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.engine.latency.Timing;
import dev.holdfast.time.TimeSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyRulesTest {

  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Duration LONG = Duration.ofSeconds(2);

  @ParameterizedTest
  @ValueSource(doubles = {0.49, 0.9991, -1, Double.NaN})
  void refuseSharesThatTooFewSamplesWouldDecide(double quantile) {
    String message = "quantile: " + quantile + " (expected: 0.5 to 0.999)";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hedge.atPercentile(quantile))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObservedTimeout.within(SHORT, LONG).percentile(quantile))
        .withMessage(message);
  }

  @Test
  void refuseBoundsInTheWrongOrder() {
    String message = "least: 2 s, most: 10 ms (expected: least <= most)";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hedge.atPercentile(0.95).between(LONG, SHORT))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObservedTimeout.within(LONG, SHORT))
        .withMessage(message);
  }

  @Test
  void refuseBoundsOfADelayThatIsFixed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hedge.after(SHORT).between(SHORT, LONG))
        .withMessageContaining("expected: a delay that is observed");
  }

  @Test
  void aFixedDelayObservesNothing() {
    Timing timing = Timing.of(Hedge.after(SHORT), null, TimeSource.system());

    assertThat(timing.hedgeDelayNanos()).isEqualTo(SHORT.toNanos());
    assertThat(timing.observed()).isEmpty();
    assertThat(timing.limits()).isFalse();
  }

  @Test
  void whatIsObservedStaysWithinItsBounds() {
    Timing timing = Timing.of(
        Hedge.atPercentile(0.5).between(SHORT, LONG),
        ObservedTimeout.within(SHORT, LONG).percentile(0.5),
        TimeSource.system());

    assertThat(timing.hedgeDelayNanos()).isEqualTo(LONG.toNanos());
    assertThat(timing.attemptTimeoutNanos()).isEqualTo(LONG.toNanos());
    for (int i = 0; i < 20; i++) {
      timing.observed().orElseThrow().succeeded(1_000_000);
    }
    assertThat(timing.hedgeDelayNanos()).isEqualTo(SHORT.toNanos());
    assertThat(timing.attemptTimeoutNanos()).isEqualTo(SHORT.toNanos());
  }
}
