/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.LongRuns;
import dev.holdfast.Property;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The delays of every kind of backoff, for any retry number. */
@Tag("I3")
class BackoffPropertiesTest {

  private static final int RUNS = LongRuns.count(2_000, 200_000);
  private static final Duration CAP = Duration.ofSeconds(90);
  private static final Duration ADDITION = Duration.ofSeconds(7);

  @Test
  void noDelayIsNegativeOrAboveTheCap() {
    Property.holds(RUNS, random -> {
      Backoff backoff = schedule(random).max(CAP).jitter(within(random));

      for (int retry : retries(random)) {
        assertThat(delay(backoff, retry, random))
            .as("%s, retry %d", backoff, retry)
            .isBetween(0L, CAP.toNanos());
      }
    });
  }

  @Test
  void additiveJitterPassesTheCapByItsOwnLengthAtMost() {
    Property.holds(RUNS, random -> {
      Backoff backoff = schedule(random).max(CAP).jitter(Jitter.additive(ADDITION));

      for (int retry : retries(random)) {
        assertThat(delay(backoff, retry, random))
            .as("%s, retry %d", backoff, retry)
            .isBetween(0L, CAP.plus(ADDITION).toNanos());
      }
    });
  }

  @Test
  void withoutJitterNoDelayIsShorterThanTheOneBefore() {
    Property.holds(RUNS, random -> {
      Backoff backoff = schedule(random).max(CAP).jitter(Jitter.none());
      int[] retries = IntStream.of(retries(random)).sorted().toArray();
      long previous = 0;

      for (int retry : retries) {
        long delay = delay(backoff, retry, random);
        assertThat(delay).as("%s, retry %d", backoff, retry).isGreaterThanOrEqualTo(previous);
        previous = delay;
      }
    });
  }

  @Test
  void atTheLargestRetryEveryGrowingBackoffIsAtItsCap() {
    Property.holds(RUNS, random -> {
      long base = 1L + random.nextInt(1_000_000_000);
      List<Backoff> growing = List.of(
          Backoff.exponential(Duration.ofNanos(base)),
          Backoff.linear(Duration.ofNanos(base), Duration.ofNanos(base)),
          Backoff.fibonacci(Duration.ofNanos(base)));

      for (Backoff backoff : growing) {
        Backoff calm = backoff.max(Duration.ofSeconds(1)).jitter(Jitter.none());
        assertThat(delay(calm, Integer.MAX_VALUE, random)).isEqualTo(1_000_000_000L);
      }
    });
  }

  private static long delay(Backoff backoff, int retry, Random random) {
    long previous = random.nextLong() >>> random.nextInt(1, 64);
    return backoff.delayNanos(retry, previous, Outcome.of("busy"), random);
  }

  private static Backoff schedule(Random random) {
    Duration base = Duration.ofNanos(1 + (random.nextLong() >>> 1) % CAP.toNanos());
    List<Backoff> schedules = List.of(
        Backoff.exponential(base),
        Backoff.exponential(base).multiplier(1 + random.nextDouble() * 9),
        Backoff.constant(base),
        Backoff.linear(base),
        Backoff.linear(base, Duration.ofNanos(random.nextLong() >>> 1)),
        Backoff.fibonacci(base));
    Backoff backoff = schedules.get(random.nextInt(schedules.size()));
    return random.nextBoolean() ? backoff.firstRetryImmediate() : backoff.firstRetryDelayed();
  }

  private static Jitter within(Random random) {
    List<Jitter> jitters =
        List.of(Jitter.none(), Jitter.full(), Jitter.equal(), Jitter.decorrelated());
    return jitters.get(random.nextInt(jitters.size()));
  }

  /** Small numbers, the powers of two and their neighbours, the largest, and random ones. */
  private static int[] retries(Random random) {
    int power = 1 << random.nextInt(31);
    return new int[] {
      1,
      1 + random.nextInt(100),
      power,
      Math.max(1, power - 1),
      Math.max(1, power + 1),
      1 + (random.nextInt() >>> 1) % Integer.MAX_VALUE,
      Integer.MAX_VALUE - 1,
      Integer.MAX_VALUE
    };
  }
}
