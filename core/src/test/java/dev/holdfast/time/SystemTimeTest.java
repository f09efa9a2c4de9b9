/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real clock, as far as it can be tested without waiting. */
class SystemTimeTest {

  private final TimeSource time = TimeSource.system();

  @Test
  void theMonotonicClockDoesNotGoBack() {
    long before = time.nanoTime();

    assertThat(time.nanoTime() - before).isNotNegative();
    assertThat(time.now()).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
    assertThat(time).hasToString("TimeSource.system()");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void waitsOfNothingReturnAtOnce(long nanos) {
    assertThatCode(() -> time.sleep(nanos)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void anInterruptedThreadDoesNotWaitAtAll(long nanos) {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> time.sleep(nanos)).isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
  }
}
