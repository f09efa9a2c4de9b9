/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random keys, drawn on many threads within the same millisecond. */
@Tag("I5")
class IdempotencyKeyDrawsTest {

  private static final int DRAWS = LongRuns.count(100_000, 10_000_000);
  private static final long ONE_MOMENT = 1_768_478_400_000L;

  @Test
  void noKeyIsDrawnTwice() {
    // Half of a key has 62 random bits: if even those differ, the keys do.
    long[] halves = IntStream.range(0, DRAWS)
        .parallel()
        .mapToLong(i -> key().getLeastSignificantBits())
        .sorted()
        .toArray();

    assertThat(Arrays.stream(halves).distinct().count()).isEqualTo(DRAWS);
  }

  @Test
  void aKeyIsAUuidOfVersionSevenWithTheTimeInFront() {
    UUID key = key();

    assertThat(key.version()).isEqualTo(7);
    assertThat(key.variant()).isEqualTo(2);
    assertThat(key.getMostSignificantBits() >>> 16).isEqualTo(ONE_MOMENT);
  }

  private static UUID key() {
    return UUID.fromString(IdempotencyKey.auto().forCall(ONE_MOMENT));
  }
}
