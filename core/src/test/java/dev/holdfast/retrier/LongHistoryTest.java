/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Stop;
import dev.holdfast.time.FakeTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A call that lasts for weeks keeps its first and its last attempts, and counts the rest. */
class LongHistoryTest {

  private final Retrier patient = Retrier.builder()
      .time(new FakeTime())
      .backoff(Backoff.none())
      .withoutTotal()
      .noDeadline()
      .stop(Stop.afterAttempts(1_000))
      .build();

  @Tag("P04")
  @Test
  void theFirstFewAndTheLastHundredAreKept() {
    List<AttemptRecord> kept =
        Retrier.attempts(catchThrowable(() -> patient.call(Script.failing(2_000))));

    assertThat(kept)
        .extracting(AttemptRecord::number)
        .containsExactlyElementsOf(
            IntStream.concat(IntStream.rangeClosed(1, 5), IntStream.rangeClosed(901, 1_000))
                .boxed()
                .toList());
  }

  @Tag("P04")
  @Test
  void whatIsLeftOutIsSaid() {
    Throwable thrown = catchThrowable(() -> patient.call(Script.failing(2_000)));

    assertThat(Retrier.attempts(thrown).get(5).notes())
        .containsExactly("895 attempts before this one are left out");
    assertThat(thrown).hasStackTraceContaining("895 attempts before this one are left out");
  }

  @Test
  void allAreCounted() {
    Retrier wrapping = patient.toBuilder().wrapFailures(true).build();

    Throwable thrown = catchThrowable(() -> wrapping.call(Script.failing(2_000)));

    assertThat(thrown).hasMessageStartingWith("gave up after 1000 attempts: ");
    assertThat(wrapping.statistics().retries()).isEqualTo(999);
  }

  @Test
  void aHundredAndFiveAreAllThere() {
    Retrier fewer = patient.toBuilder().stop(Stop.afterAttempts(105)).build();

    List<AttemptRecord> kept =
        Retrier.attempts(catchThrowable(() -> fewer.call(Script.failing(2_000))));

    assertThat(kept).hasSize(105).allMatch(attempt -> attempt.notes().isEmpty());
  }
}
