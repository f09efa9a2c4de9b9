/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.trace;

import java.time.Duration;
import java.util.Locale;

/** Formats durations for people: {@code 3 ms}, {@code 250 ms}, {@code 1.25 s}. */
final class Elapsed {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private Elapsed() {}

  static String text(Duration duration) {
    return text(duration.toNanos());
  }

  static String text(long nanos) {
    if (nanos < NANOS_PER_SECOND) {
      return Math.round(nanos / NANOS_PER_MILLI) + " ms";
    }
    String seconds = String.format(Locale.ROOT, "%.2f", nanos / NANOS_PER_SECOND);
    return seconds.replaceAll("\\.?0+$", "") + " s";
  }

  static long millis(Duration duration) {
    return Math.round(duration.toNanos() / NANOS_PER_MILLI);
  }
}
