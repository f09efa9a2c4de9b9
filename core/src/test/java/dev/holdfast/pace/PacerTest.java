/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.guard.Admission;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PacerTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final FakeTime time = new FakeTime();
  private final Pacer pacer = new Pacer("api.example.com", Pacing.standard(), time);

  @Test
  void letsAllPassWhileNoQuotaIsKnownOrMuchIsLeft() {
    assertThat(pacer.admit()).isSameAs(Admission.freely());

    pacer.observe(quota(100, 60, 30));

    assertThat(pacer.admit()).isSameAs(Admission.freely());
  }

  @Test
  void spacesOutTheLastQuarterEvenlyOverTheRestOfTheTime() {
    pacer.observe(quota(100, 9, 30));

    Admission.Granted first = (Admission.Granted) pacer.admit();
    time.advance(SECOND);
    Admission.Granted second = (Admission.Granted) pacer.admit();

    assertThat(first.delayNanos()).isZero();
    assertThat(second.delayNanos()).isEqualTo(2 * SECOND);
    assertThat(second.why().get())
        .isEqualTo("the quota that api.example.com announced has 8 left for 29 s,"
            + " so the next turn is in 2 s");
  }

  @Test
  void waitsForTheNextQuotaWhenThisOneIsSpentBeforeTheServerRefuses() {
    pacer.observe(quota(100, 1, 30));
    pacer.admit();

    Admission.Later later = (Admission.Later) pacer.admit();

    assertThat(later.delayNanos()).isEqualTo(30 * SECOND);
    assertThat(later.refusal().reason())
        .isEqualTo("the quota that api.example.com announced is spent for another 30 s");
    time.advance(30 * SECOND);
    assertThat(pacer.admit()).isSameAs(Admission.freely());
  }

  @Test
  void anOlderAnswerDoesNotGiveBackWhatIsSpent() {
    pacer.observe(quota(100, 0, 30));
    pacer.observe(quota(100, 3, 30));

    assertThat(pacer.admit()).isInstanceOf(Admission.Later.class);
  }

  @Test
  void aNewQuotaReplacesTheOldOne() {
    pacer.observe(quota(100, 0, 30));
    time.advance(31 * SECOND);
    pacer.observe(quota(100, 100, 60));

    assertThat(pacer.admit()).isSameAs(Admission.freely());
  }

  @Test
  void oneAnswerCostsNoMoreThanTheLongestWait() {
    pacer.observe(quota(100, 0, 86_400));

    assertThat(((Admission.Later) pacer.admit()).delayNanos()).isEqualTo(60 * SECOND);
  }

  @Test
  void withoutALimitTheRestIsTakenForTheWhole() {
    pacer.observe(new Quota(OptionalLong.empty(), 8, Duration.ofSeconds(9)));

    for (int i = 0; i < 6; i++) {
      assertThat(pacer.admit()).isSameAs(Admission.freely());
    }
    pacer.admit();
    assertThat(((Admission.Granted) pacer.admit()).delayNanos()).isPositive();
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    assertThatThrownBy(() -> new Pacing(1.5, Duration.ofSeconds(1)))
        .hasMessage("share: 1.5 (expected: 0 to 1)");
    assertThatThrownBy(() -> quota(1, -1, 1)).hasMessage("remaining: -1 (expected: >= 0)");
  }

  private static Quota quota(long limit, long remaining, long resetSeconds) {
    return new Quota(OptionalLong.of(limit), remaining, Duration.ofSeconds(resetSeconds));
  }
}
