/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.cooldown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Tells failures that depend on load from those that do not. */
class LoadDependenceTest {

  private final LoadDependence dependence = new LoadDependence();

  private void rounds(int count, int succeeded, int failed) {
    for (int i = 0; i < count; i++) {
      dependence.round(1, succeeded, failed);
    }
  }

  @Test
  void failuresAtFullLoadTellNothing() {
    rounds(50, 8, 2);

    assertThat(dependence.independent()).isFalse();
  }

  @Test
  void theSamePartOfFewerAttemptsIsNotForTheLoad() {
    rounds(1, 8, 2);
    rounds(4, 4, 1);

    assertThat(dependence.independent()).isTrue();
    assertThat(dependence.share()).isEqualTo(0.2, within(0.05));
  }

  @Test
  void aLimitFailsWhatIsAboveItAndNoMore() {
    rounds(1, 80, 20);
    rounds(50, 80, 7);
    rounds(50, 70, 1);

    assertThat(dependence.independent()).isFalse();
  }

  @Test
  void aServerWithHalfOfItsCapacityDependsOnTheLoad() {
    rounds(1, 50, 50);
    rounds(1, 50, 25);
    rounds(50, 50, 5);

    assertThat(dependence.independent()).isFalse();
  }

  @Test
  void moreFailuresThanThenAreAnotherTrouble() {
    rounds(1, 8, 2);
    rounds(4, 4, 1);
    rounds(1, 2, 8);

    assertThat(dependence.independent()).isFalse();
  }

  @Test
  void roundsWithoutFailuresKeepWhatIsKnown() {
    rounds(1, 8, 2);
    rounds(4, 4, 1);
    rounds(5, 10, 0);

    assertThat(dependence.independent()).isTrue();
  }

  @Test
  void canForget() {
    rounds(1, 8, 2);
    rounds(4, 4, 1);

    dependence.reset();

    assertThat(dependence.independent()).isFalse();
  }
}
