/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pace;

import static dev.holdfast.guard.Answers.granted;
import static dev.holdfast.guard.Answers.later;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.budget.Budget;
import dev.holdfast.engine.pipeline.Pipeline;
import dev.holdfast.engine.pipeline.PipelineRun;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.pace.Pacing;
import dev.holdfast.retry.PinnedRandom;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PacerTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final FakeTime time = new FakeTime();
  private final Pacer pacer = new Pacer("api.example.com", Pacing.defaults(), time, random(0));

  @Test
  void letsAllPassWhileNoQuotaIsKnownOrMuchIsLeft() {
    assertThat(pacer.admit()).isSameAs(Admission.freely());

    pacer.observe(quota(100, 60, 30));

    assertThat(begins(pacer.admit())).isTrue();
  }

  @Test
  void spacesOutTheLastQuarterEvenlyOverTheRestOfTheTime() {
    pacer.observe(quota(100, 9, 30));

    Admission.Granted first = granted(pacer.admit());
    time.advance(SECOND);
    Admission.Granted second = granted(pacer.admit());

    assertThat(first.delayNanos()).isZero();
    assertThat(second.delayNanos()).isEqualTo(2 * SECOND);
    assertThat(second.why().get())
        .isEqualTo("the quota that api.example.com announced has 8 left for 29 s,"
            + " so the next attempt may begin in 2 s");
  }

  @Test
  void waitsForTheNextQuotaWhenThisOneIsSpentBeforeTheServerRefuses() {
    pacer.observe(quota(100, 1, 30));
    pacer.admit();

    Admission.Later later = later(pacer.admit());

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

    assertThat(begins(pacer.admit())).isTrue();
  }

  @Test
  void oneAnswerCostsNoMoreThanTheLongestWait() {
    pacer.observe(quota(100, 0, 86_400));

    assertThat(later(pacer.admit()).delayNanos()).isEqualTo(60 * SECOND);
  }

  @Test
  void withoutALimitTheRestIsTakenForTheWhole() {
    pacer.observe(new Quota(OptionalLong.empty(), 8, Duration.ofSeconds(9)));

    for (int i = 0; i < 6; i++) {
      assertThat(begins(pacer.admit())).isTrue();
    }
    pacer.admit();
    assertThat(granted(pacer.admit()).delayNanos()).isPositive();
  }

  @Test
  void attemptsThatAreNeverMadeLeaveTheirShareToOthers() {
    pacer.observe(quota(100, 10, 60));
    Pipeline pipeline = Pipeline.of(Budget.unlimited(), List.of(pacer));
    int begun = 0;

    for (int i = 0; i < 600; i++) {
      PipelineRun entry = pipeline.enter(Deadline.after(Duration.ofSeconds(2), time));
      if (entry.next() == PipelineRun.Step.Enter.NOW) {
        begun++;
        entry.close(Ending.SUCCEEDED);
      } else {
        entry.abandon();
      }
      time.advance(SECOND / 10);
    }

    assertThat(begun).isEqualTo(10);
  }

  @Test
  void aFreeAttemptThatIsNeverMadeDoesNotCountEither() {
    pacer.observe(quota(100, 60, 30));

    granted(pacer.admit()).permit().close(Ending.UNUSED, 0);
    granted(pacer.admitHedge()).permit().close(Ending.UNUSED, 0);
    assertThat(pacer.describe()).endsWith(": now 60 left for 30 s");
    granted(pacer.admit()).permit().close(Ending.IGNORED, 0);

    assertThat(pacer.describe()).endsWith(": now 59 left for 30 s");
  }

  @Test
  void spacesByTheWholeRestOfAQuotaThatLastsLongerThanTheLongestWait() {
    pacer.observe(quota(5000, 999, 3600));

    assertThat(begins(pacer.admit())).isTrue();
    assertThat(delay(pacer.admit())).isEqualTo(3600 * SECOND / 1000);
  }

  @Test
  void aWindowThatSlidesKeepsTheSpacing() {
    List<Long> begun = new ArrayList<>();
    long start = time.nanoTime();

    for (int i = 0; i < 5; i++) {
      pacer.observe(quota(100, 9, 50));
      time.advance(delay(pacer.admit()));
      begun.add((time.nanoTime() - start) / SECOND);
    }

    assertThat(begun).containsExactly(0L, 5L, 10L, 15L, 20L);
  }

  @Test
  void aQuotaThatIsSpentForLongIsAskedForByOneAttemptAtATime() {
    pacer.observe(quota(100, 0, 86_400));
    time.advance(60 * SECOND);

    assertThat(pacer.admit()).isSameAs(Admission.freely());
    assertThat(later(pacer.admit()).delayNanos()).isEqualTo(60 * SECOND);
    time.advance(60 * SECOND);
    assertThat(pacer.admit()).isSameAs(Admission.freely());
  }

  @Test
  void nobodyWaitsForATurnThatIsFurtherAwayThanTheLongestWait() {
    pacer.observe(quota(100, 3, 300));

    assertThat(delay(pacer.admit())).isZero();
    assertThat(delay(pacer.admit())).isEqualTo(60 * SECOND);
    Admission.Later later = later(pacer.admit());

    assertThat(later.delayNanos()).isEqualTo(60 * SECOND);
    time.advance(60 * SECOND);
    assertThat(delay(pacer.admit())).isEqualTo(60 * SECOND);
  }

  @Test
  void thoseThatWaitForANewQuotaDoNotComeBackInTheSameMoment() {
    Pacer spread = new Pacer("x", Pacing.defaults(), time, random(0.5));
    spread.observe(quota(100, 0, 30));

    assertThat(later(spread.admit()).delayNanos()).isEqualTo(30 * SECOND + SECOND / 2);
  }

  @Test
  void describesWhatIsLeftWhileThatIsKnown() {
    assertThat(pacer.describe())
        .isEqualTo(
            "pacing by announced quotas: spaces out the last 25 % of a quota, waits up to 60 s");
    pacer.observe(quota(100, 9, 30));
    assertThat(pacer.describe()).endsWith(", waits up to 60 s: now 9 left for 30 s");
    time.advance(30 * SECOND);
    assertThat(pacer.describe()).endsWith(", waits up to 60 s");
  }

  @Test
  void takesTheLargestNumbers() {
    Pacing all = new Pacing(1, Duration.ofSeconds(Long.MAX_VALUE));
    Pacer vast = new Pacer("x", all, time, random(0));

    vast.observe(new Quota(
        OptionalLong.of(Long.MAX_VALUE), Long.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE)));

    assertThat(delay(vast.admit())).isZero();
    assertThat(delay(vast.admit())).isZero();
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    assertThatThrownBy(() -> new Pacing(1.5, Duration.ofSeconds(1)))
        .hasMessage("share: 1.5 (expected: 0 to 1)");
    assertThatThrownBy(() -> quota(1, -1, 1)).hasMessage("remaining: -1 (expected: >= 0)");
  }

  private static RandomGenerator random(double value) {
    return new PinnedRandom(value);
  }

  private static boolean begins(Admission admission) {
    return delay(admission) == 0;
  }

  private static long delay(Admission admission) {
    return granted(admission).delayNanos();
  }

  private static Quota quota(long limit, long remaining, long resetSeconds) {
    return new Quota(OptionalLong.of(limit), remaining, Duration.ofSeconds(resetSeconds));
  }
}
