/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest(name = "clock starting at {0}")
  @ValueSource(longs = {0, -5 * SECOND, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 2})
  void runsDownOnAnyMonotonicClockEvenOneThatWraps(long start) {
    FakeTime time = new FakeTime(start);
    Deadline deadline = Deadline.after(Duration.ofSeconds(10), time);

    time.advance(4 * SECOND);
    assertThat(deadline.remainingNanos()).isEqualTo(6 * SECOND);
    assertThat(deadline.expired()).isFalse();

    time.advance(6 * SECOND - 1);
    assertThat(deadline.remainingNanos()).isEqualTo(1);
    assertThat(deadline.expired()).isFalse();

    time.advance(1);
    assertThat(deadline.remainingNanos()).isZero();
    assertThat(deadline.expired()).isTrue();

    time.advance(100 * SECOND);
    assertThat(deadline.remainingNanos()).isZero();
    assertThat(deadline.lengthNanos()).isEqualTo(10 * SECOND);
  }

  @Test
  void zeroHasPassedAlready() {
    assertThat(Deadline.after(Duration.ZERO, new FakeTime()).expired()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void zeroAndNegativeNanosecondsHavePassedAlready(long length) {
    FakeTime time = new FakeTime();
    Deadline deadline = Deadline.afterNanos(length, time);

    time.advance(SECOND);

    assertThat(deadline.expired()).isTrue();
    assertThat(deadline.lengthNanos()).isZero();
  }

  @Test
  void aNegativeDurationIsRefused() {
    assertThatThrownBy(() -> Deadline.after(Duration.ofNanos(-1), new FakeTime()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("length: PT-0.000000001S (expected: >= 0)");
  }

  @Test
  void aLengthBeyondTheClockIsNone() {
    FakeTime time = new FakeTime(-1);

    assertThat(Deadline.none().isNone()).isTrue();
    assertThat(Deadline.after(Duration.ofNanos(Long.MAX_VALUE), time).isNone()).isTrue();
    assertThat(Deadline.after(Duration.ofSeconds(Long.MAX_VALUE), time).isNone())
        .isTrue();
    assertThat(Deadline.none().remainingNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(Deadline.none().expired()).isFalse();
  }

  @Test
  void theLongestLengthThatIsNotNoneSurvivesAClockThatStepsBack() {
    FakeTime time = new FakeTime(-1);
    Deadline deadline = Deadline.afterNanos(Long.MAX_VALUE - 1, time);

    time.advance(-1000);

    assertThat(deadline.isNone()).isFalse();
    assertThat(deadline.remainingNanos()).isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void saysWhatIsLeft() {
    FakeTime time = new FakeTime();
    Deadline deadline = Deadline.after(Duration.ofSeconds(10), time);

    time.advance(4 * SECOND);

    assertThat(deadline).hasToString("Deadline[6 s of 10 s left]");
    assertThat(Deadline.none()).hasToString("Deadline[none]");
  }
}
