/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NanosTest {

  private static final long MAX = Long.MAX_VALUE;

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0",
    "PT0.000000001S, 1",
    "PT1S, 1000000000",
    "PT-1S, 0", // negative is nothing
    "PT2562047H47M16.854775806S, 9223372036854775806",
    "PT2562047H47M16.854775807S, 9223372036854775807", // the longest
    "PT2562047H47M16.854775808S, 9223372036854775807",
    "PT9999999999H, 9223372036854775807",
  })
  void durationsBecomeNanosecondsAndSaturate(Duration duration, long expected) {
    assertThat(Nanos.of(duration)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 2, 3",
    "9223372036854775806, 1, 9223372036854775807",
    "9223372036854775807, 1, 9223372036854775807",
    "9223372036854775807, 9223372036854775807, 9223372036854775807",
  })
  void sumsSaturate(long a, long b, long expected) {
    assertThat(Nanos.add(a, b)).isEqualTo(expected);
    assertThat(Nanos.add(b, a)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 9223372036854775807, 0",
    "3, 4, 12",
    "4611686018427387903, 2, 9223372036854775806",
    "4611686018427387904, 2, 9223372036854775807", // 2^63: into the sign bit
    "4611686018427387904, 4, 9223372036854775807", // 2^64: the low word is zero
    "9223372036854775807, 9223372036854775807, 9223372036854775807",
  })
  void productsSaturate(long a, long b, long expected) {
    assertThat(Nanos.multiply(a, b)).isEqualTo(expected);
    assertThat(Nanos.multiply(b, a)).isEqualTo(expected);
  }

  @Test
  void refusedDurationsAreNamedWithTheirValueAndRange() {
    Duration negative = Duration.ofSeconds(-1);

    assertThat(Nanos.requirePositive("wait", Duration.ofNanos(1))).isEqualTo(Duration.ofNanos(1));
    assertThat(Nanos.requireNotNegative("wait", Duration.ZERO)).isZero();
    assertThatThrownBy(() -> Nanos.requirePositive("wait", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("wait: PT0S (expected: > 0)");
    assertThatThrownBy(() -> Nanos.requirePositive("wait", negative))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("wait: PT-1S (expected: > 0)");
    assertThatThrownBy(() -> Nanos.requireNotNegative("wait", negative))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("wait: PT-1S (expected: >= 0)");
  }

  @ParameterizedTest(name = "{0} reads {1}")
  @CsvSource({
    "0, 0 s",
    "1, 1 ns",
    "999, 999 ns",
    "1000, 0.001 ms",
    "400000, 0.4 ms",
    "999999, 1 ms",
    "1000000, 1 ms",
    "9940000, 9.9 ms",
    "9960000, 10 ms",
    "85400000, 85 ms",
    "999499999, 999 ms",
    "999500000, 1 s", // never 1000 ms
    "999999999, 1 s",
    "1000000000, 1 s",
    "3050000000, 3.05 s",
    "59999999999, 60 s",
    "120000000000, 120 s",
    "3599000000000, 3599 s",
    "3600000000000, 1 h",
    "5400000000000, 1.5 h",
    "9223372036854775807, 2562047.8 h",
    "-1500000000, -1.5 s",
    "-9223372036854775808, -2562047.8 h",
  })
  void timesReadAtAGlance(long nanos, String expected) {
    assertThat(Nanos.format(nanos)).isEqualTo(expected);
  }

  @Test
  void theLongestDurationIsTheLongestLong() {
    assertThat(Nanos.of(Duration.ofNanos(MAX))).isEqualTo(MAX);
  }
}
