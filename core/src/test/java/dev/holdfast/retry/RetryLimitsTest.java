/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryLimitsTest {

  @Test
  void limitsThatAreNotSetAreAbsent() {
    RetryLimits limits = RetryLimits.total(5).with(Counter.READ, 2);

    assertThat(limits.total()).hasValue(5);
    assertThat(limits.of(Counter.READ)).hasValue(2);
    assertThat(limits.of(Counter.CONNECT)).isEmpty();
    assertThat(RetryLimits.unlimited().total()).isEmpty();
  }

  @Test
  void aLimitIsAddedToACopy() {
    RetryLimits limits = RetryLimits.total(5);

    assertThat(limits.with(Counter.READ, 2).with(Counter.READ, 3).of(Counter.READ))
        .hasValue(3);
    assertThat(limits.of(Counter.READ)).isEmpty();
  }

  @Test
  void aNewTotalOrNoneLeavesTheCountersAsTheyAre() {
    RetryLimits limits = RetryLimits.total(5).with(Counter.READ, 2);

    assertThat(limits.withTotal(7)).hasToString("total=7, read=2");
    assertThat(limits.withoutTotal()).hasToString("total=unlimited, read=2");
    assertThat(limits.total()).hasValue(5);
  }

  @Test
  void negativeLimitsAreRefused() {
    assertThatThrownBy(() -> RetryLimits.total(1).withTotal(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("total: -1 (expected: >= 0)");
    assertThatThrownBy(() -> RetryLimits.total(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("total: -1 (expected: >= 0)");
    assertThatThrownBy(() -> RetryLimits.total(1).with(Counter.STATUS, -2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("status: -2 (expected: >= 0)");
  }

  @Test
  void onlyATotalOrALimitOnEveryKindOfRetryIsABound() {
    RetryLimits allButOther = RetryLimits.unlimited()
        .with(Counter.CONNECT, 1)
        .with(Counter.READ, 1)
        .with(Counter.STATUS, 1);

    assertThat(RetryLimits.total(1_000).unbounded()).isFalse();
    assertThat(RetryLimits.unlimited().unbounded()).isTrue();
    assertThat(allButOther.with(Counter.REDIRECT, 1).unbounded()).isTrue();
    assertThat(allButOther.with(Counter.OTHER, 1).unbounded()).isFalse();
  }

  @Test
  void saysEveryLimitInOneLine() {
    assertThat(RetryLimits.total(5).with(Counter.STATUS, 1).with(Counter.CONNECT, 2))
        .hasToString("total=5, connect=2, status=1");
    assertThat(RetryLimits.unlimited()).hasToString("total=unlimited");
  }

  @Test
  void aPolicyAllowsServerDelaysOfTwoMinutesAndDoesNotClamp() {
    RetryPolicy policy = RetryPolicy.of(RetryLimits.total(1), Backoff.none());

    assertThat(policy.serverDelayMax()).isEqualTo(Duration.ofMinutes(2));
    assertThat(policy.clampServerDelay()).isFalse();
    assertThat(policy.stop()).isEqualTo(Stop.never());
    assertThatThrownBy(() -> new RetryPolicy(
            policy.limits(), policy.backoff(), policy.stop(), Duration.ofSeconds(-1), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("serverDelayMax: PT-1S (expected: >= 0)");
  }
}
