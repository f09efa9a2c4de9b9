/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Together;
import dev.holdfast.time.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlidingCountsTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final FakeTime time = new FakeTime(Long.MAX_VALUE - 5 * SECOND);
  private final SlidingCounts counts = new SlidingCounts(2, 10 * SECOND, time);

  @Test
  void countsEachKindByItself() {
    counts.add(0);
    counts.add(1);
    counts.add(1);

    assertThat(counts.sum(0)).isEqualTo(1);
    assertThat(counts.sum(1)).isEqualTo(2);
  }

  @Test
  void forgetsWhatIsOlderThanTheWindowAlsoWhenTheClockWraps() {
    counts.add(0);
    time.advance(9 * SECOND);
    counts.add(0);

    assertThat(counts.sum(0)).isEqualTo(2);
    time.advance(SECOND);
    assertThat(counts.sum(0)).isEqualTo(1);
    time.advance(9 * SECOND);
    assertThat(counts.sum(0)).isZero();
  }

  @Test
  void usesAPlaceAgainAfterAWholeRound() {
    counts.add(0);
    time.advance(10 * SECOND);
    counts.add(0);

    assertThat(counts.sum(0)).isEqualTo(1);
  }

  @Test
  void losesNothingAmongManyThreads() {
    Together.run(16, thread -> {
      for (int i = 0; i < 10_000; i++) {
        counts.add(thread % 2);
      }
      return thread;
    });

    assertThat(counts.sum(0)).isEqualTo(80_000);
    assertThat(counts.sum(1)).isEqualTo(80_000);
  }
}
