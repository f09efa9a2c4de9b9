/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.hedge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.hedge.HedgeState.End;
import dev.holdfast.engine.hedge.HedgeState.Next;
import dev.holdfast.retry.Outcome;
import org.junit.jupiter.api.Test;

class HedgeStateTest {

  private static final End<String> FIRST = new End<>(false, Outcome.of("first"));
  private static final End<String> SECOND = new End<>(true, Outcome.of("second"));

  private final HedgeState<String> race = new HedgeState<>();

  private void bothRun() {
    race.starts();
    race.started();
  }

  @Test
  void withoutASecondTheFirstEndsItEitherWay() {
    assertThat(race.ended(FIRST, false)).isEqualTo(Next.OVER);
    assertThat(race.words(false)).isNull();
    assertThat(race.result(false)).isNull();
    assertThat(race.starts()).isFalse();
  }

  @Test
  void whatSettlesEndsItAndTheOtherIsCancelled() {
    bothRun();

    assertThat(race.ended(FIRST, true)).isEqualTo(Next.OVER);
    assertThat(race.words(true)).isEqualTo("cancelled");
    assertThat(race.result(true)).isEqualTo(HedgeResult.CANCELLED);
    assertThat(race.ended(SECOND, true)).isEqualTo(Next.NOTHING);
  }

  @Test
  void aFailureOfTheFirstWaitsForTheSecond() {
    bothRun();

    assertThat(race.ended(FIRST, false)).isEqualTo(Next.WAIT);
    assertThat(race.failed()).isEqualTo(FIRST);
    assertThat(race.ended(SECOND, true)).isEqualTo(Next.OVER);
    assertThat(race.words(true)).isEqualTo("won");
    assertThat(race.result(true)).isEqualTo(HedgeResult.WON);
  }

  @Test
  void aFailureOfTheSecondWaitsForTheFirst() {
    bothRun();

    assertThat(race.ended(SECOND, false)).isEqualTo(Next.WAIT);
    assertThat(race.ended(FIRST, false)).isEqualTo(Next.OVER);
    assertThat(race.words(false)).isEqualTo("failed first");
    assertThat(race.result(false)).isEqualTo(HedgeResult.FAILED);
  }

  @Test
  void aSecondThatFailsLastHasFailedToo() {
    bothRun();
    race.ended(FIRST, false);

    assertThat(race.ended(SECOND, false)).isEqualTo(Next.OVER);
    assertThat(race.words(false)).isEqualTo("failed too");
    assertThat(race.result(false)).isEqualTo(HedgeResult.FAILED);
  }

  @Test
  void aSecondThatCannotStartLeavesTheFirstAlone() {
    race.starts();

    assertThat(race.notStarted("why")).isNull();
    assertThat(race.isOver()).isFalse();
    assertThat(race.ended(FIRST, false)).isEqualTo(Next.OVER);
    assertThat(race.words(false)).isEqualTo("not sent, why");
    assertThat(race.result(false)).isEqualTo(HedgeResult.REFUSED);
  }

  @Test
  void aSecondThatNeverStartsIsNotWaitedFor() {
    race.neverStarts("why");

    assertThat(race.ended(FIRST, false)).isEqualTo(Next.OVER);
    assertThat(race.words(false)).isEqualTo("not sent, why");
    assertThat(race.result(false)).isEqualTo(HedgeResult.REFUSED);
  }

  @Test
  void aSecondUnderWayHasStartedWhateverIsSaidLater() {
    bothRun();
    race.neverStarts("why");

    assertThat(race.ended(FIRST, false)).isEqualTo(Next.WAIT);
  }

  @Test
  void aFirstThatFailedWhileTheSecondCouldNotStartIsTheEnd() {
    race.starts();
    assertThat(race.awaitsSecond()).isTrue();
    assertThat(race.ended(FIRST, false)).isEqualTo(Next.HOLD);
    assertThat(race.awaitsSecond()).isFalse();

    assertThat(race.notStarted("why")).isEqualTo(FIRST);
    assertThat(race.isOver()).isTrue();
  }

  @Test
  void afterItIsAbandonedNothingFollows() {
    race.starts();
    race.abandon();

    assertThat(race.started()).isFalse();
    assertThat(race.ended(FIRST, true)).isEqualTo(Next.NOTHING);
    assertThat(race.notStarted("why")).isNull();
  }
}
