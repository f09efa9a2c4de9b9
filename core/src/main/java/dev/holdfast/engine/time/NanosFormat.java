/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.time;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Formats nanoseconds, rounded for a reader. */
final class NanosFormat {

  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final long HOUR = 3_600 * SECOND;

  private NanosFormat() {}

  static String format(long nanos) {
    if (nanos < 0) {
      return "-" + format(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : -nanos);
    }
    if (nanos == 0) {
      return "0 s";
    }
    if (nanos < MICRO) {
      return nanos + " ns";
    }
    if (nanos < MILLI) {
      return number(nanos, MILLI, 3) + " ms";
    }
    // A value that would round to 1000 ms is 1 s.
    if (nanos < SECOND - MILLI / 2) {
      return number(nanos, MILLI, nanos < 10 * MILLI ? 1 : 0) + " ms";
    }
    if (nanos < HOUR) {
      return number(nanos, SECOND, 2) + " s";
    }
    return number(nanos, HOUR, 1) + " h";
  }

  private static String number(long nanos, long unit, int places) {
    return BigDecimal.valueOf(nanos)
        .divide(BigDecimal.valueOf(unit), places, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
