/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final int STEADY = 10_000;

  private static long second(double seconds) {
    return (long) (seconds * World.SECOND);
  }

  /** Counts a second in which that many calls begin, of which that many are answered at once. */
  private static void pass(Tally tally, int second, int calls, int answered) {
    for (int i = 0; i < calls; i++) {
      tally.call(second(second));
      tally.attempt(second(second));
      if (i < answered) {
        tally.served(second(second));
        tally.succeeded(second(second), second(second + 0.1));
      }
    }
  }

  @Test
  void aCallCountsInTheSecondInWhichItBegan() {
    Tally tally = new Tally(10, 2, 4);
    tally.call(second(3.9));
    tally.succeeded(second(3.9), second(7));

    assertThat(tally.successes(2, 4)).isEqualTo(1);
    assertThat(tally.calls(4, 10)).isZero();
    assertThat(tally.successes(4, 10)).isNaN();
    assertThat(tally.during().quantile(0.99)).isCloseTo(3.1, Offset.offset(0.1));
    assertThat(tally.after().quantile(0.99)).isNaN();
  }

  @Test
  void loadIsAttemptsForEachCall() {
    Tally tally = new Tally(10, 2, 4);
    pass(tally, 2, 10, 0);
    tally.attempt(second(3));
    tally.attempt(second(3));

    assertThat(tally.perCall(2, 4)).isEqualTo(1.2);
    assertThat(tally.mostAttempts(2, 4)).isEqualTo(10);
  }

  @Test
  void healthBeginsWithTheFirstOfFiveGoodSeconds() {
    Tally tally = new Tally(20, 0, 5);
    for (int second = 5; second < 20; second++) {
      boolean bad = second < 8 || second == 10;
      pass(tally, second, STEADY, bad ? STEADY / 2 : STEADY);
    }

    assertThat(tally.healthyFrom(5, 20, STEADY)).isEqualTo(11);
    assertThat(tally.healthyFrom(5, 13, STEADY)).isEqualTo(-1);
  }

  @Test
  void aServerThatGetsNothingIsNotHealthy() {
    Tally tally = new Tally(20, 0, 5);
    for (int second = 5; second < 20; second++) {
      for (int i = 0; i < STEADY; i++) {
        tally.call(second(second)); // and all are refused on the client's side
      }
    }

    assertThat(tally.healthyFrom(5, 20, STEADY)).isEqualTo(-1);
  }

  @Test
  void aQuantileIsRightToAFewPercent() {
    Durations durations = new Durations();
    for (int millis = 1; millis <= 1_000; millis++) {
      durations.add(millis * World.MILLI);
    }

    assertThat(durations.quantile(0.99)).isCloseTo(0.99, Offset.offset(0.03));
    assertThat(durations.quantile(0.5)).isCloseTo(0.5, Offset.offset(0.02));
  }
}
