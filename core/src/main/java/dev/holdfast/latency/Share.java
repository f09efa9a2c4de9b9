/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.latency;

import java.math.BigDecimal;
import java.math.MathContext;

/** The percentiles that are allowed: beyond them too few samples would decide. */
final class Share {

  private static final double LEAST = 0.5;
  private static final double MOST = 0.999;

  private Share() {}

  /**
   * The percentile, if it is allowed.
   *
   * @throws IllegalArgumentException if not between 0.5 and 0.999
   */
  static double require(double quantile) {
    if (!(quantile >= LEAST && quantile <= MOST)) {
      throw new IllegalArgumentException(
          "quantile: " + quantile + " (expected: " + LEAST + " to " + MOST + ")");
    }
    return quantile;
  }

  static String percent(double quantile) {
    return number(quantile * 100);
  }

  static String number(double value) {
    return BigDecimal.valueOf(value)
        .round(new MathContext(4))
        .stripTrailingZeros()
        .toPlainString();
  }
}
