/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand clients that fail at the same moment do not return at the same moment. */
@Tag("I22")
class JitterSpreadTest {

  private static final int CLIENTS = 1_000;
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final int BINS = 100;

  /** The Kolmogorov-Smirnov threshold: D times the root of n exceeds it with probability 0.01. */
  private static final double CRITICAL = 1.628;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void fullJitterFillsTheWholeWindow(long seed) {
    Backoff backoff = Backoff.constant(WINDOW).jitter(Jitter.full());

    requireUniform(delays(backoff, seed), 0, WINDOW.toNanos());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void equalJitterFillsTheSecondHalf(long seed) {
    Backoff backoff = Backoff.constant(WINDOW).jitter(Jitter.equal());

    requireUniform(delays(backoff, seed), WINDOW.toNanos() / 2, WINDOW.toNanos());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void jitterDoesNotVanishAtTheCap(long seed) {
    Backoff backoff = Backoff.exponential(Duration.ofSeconds(1)).max(WINDOW).jitter(Jitter.full());

    requireUniform(delays(backoff, seed, 30), 0, WINDOW.toNanos());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void additiveJitterFillsItsOwnLength(long seed) {
    Backoff backoff = Backoff.constant(WINDOW).jitter(Jitter.additive(WINDOW));

    requireUniform(delays(backoff, seed), WINDOW.toNanos(), 2 * WINDOW.toNanos());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noHundredMillisecondsGetThreeTimesTheirShare(long seed) {
    Backoff backoff = Backoff.constant(WINDOW).jitter(Jitter.full());
    int[] bins = new int[BINS];
    long width = WINDOW.toNanos() / BINS;
    for (long delay : delays(backoff, seed)) {
      bins[(int) Math.min(BINS - 1, delay / width)]++;
    }

    assertThat(Arrays.stream(bins).max().orElseThrow()).isLessThan(3 * CLIENTS / BINS);
  }

  private static long[] delays(Backoff backoff, long seed) {
    return delays(backoff, seed, 1);
  }

  private static long[] delays(Backoff backoff, long seed, int retry) {
    SplittableRandom clients = new SplittableRandom(seed);
    return LongStream.generate(
            () -> backoff.delayNanos(retry, 0, Outcome.of("down"), clients.split()))
        .limit(CLIENTS)
        .toArray();
  }

  private static void requireUniform(long[] delays, long from, long to) {
    double[] shares = Arrays.stream(delays)
        .sorted()
        .mapToDouble(delay -> (double) (delay - from) / (to - from))
        .toArray();
    double distance = 0;
    for (int i = 0; i < shares.length; i++) {
      distance = Math.max(distance, (i + 1.0) / shares.length - shares[i]);
      distance = Math.max(distance, shares[i] - (double) i / shares.length);
    }
    assertThat(distance * Math.sqrt(shares.length)).isLessThan(CRITICAL);
  }
}
