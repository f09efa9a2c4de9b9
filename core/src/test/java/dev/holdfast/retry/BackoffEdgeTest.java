/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings at the limits of the allowed range, and delays at the limits of a long. */
class BackoffEdgeTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theCapMayEqualTheFirstDelay() {
    assertThat(delay(Backoff.exponential(SECOND).max(SECOND).jitter(Jitter.none()), 5))
        .isEqualTo(SECOND);
  }

  @Test
  void theMinimumMayEqualTheCap() {
    assertThat(delay(Backoff.exponential(SECOND).max(SECOND).min(SECOND), 5)).isEqualTo(SECOND);
  }

  @Test
  void aMultiplierOfOneNeverGrows() {
    assertThat(delay(Backoff.exponential(SECOND).multiplier(1).jitter(Jitter.none()), 9))
        .isEqualTo(SECOND);
  }

  @Test
  void aFactorOfZeroNeverWaits() {
    assertThat(delay(Backoff.urllib3(0), 9)).isZero();
  }

  @Test
  void equalBoundsLeaveNothingToChance() {
    assertThat(delay(Backoff.random(SECOND, SECOND), 1)).isEqualTo(SECOND);
  }

  @Test
  void aRandomDelayLiesBetweenItsBounds() {
    assertThat(delay(Backoff.random(SECOND, Duration.ofSeconds(3)), 1))
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aFunctionOfTheRetrysNumberGetsThatNumber() {
    assertThat(delay(Backoff.of(Duration::ofMinutes), 2)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void theLastDoublingThatFitsIsExact() {
    Backoff backoff = Backoff.exponential(Duration.ofNanos(1))
        .max(Duration.ofNanos(Long.MAX_VALUE))
        .jitter(Jitter.none())
        .firstRetryDelayed();

    assertThat(delay(backoff, 63)).isEqualTo(Duration.ofNanos(1L << 62));
    assertThat(delay(backoff, 64)).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  private static Duration delay(Backoff backoff, int retry) {
    return Duration.ofNanos(
        backoff.delayNanos(retry, 0, Outcome.of("down"), new PinnedRandom(0.5)));
  }
}
