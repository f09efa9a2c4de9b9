/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.report;

import java.util.Locale;

/** Formats figures. */
final class Figures {

  private Figures() {}

  static String times(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f×", value);
  }

  static String seconds(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    return Double.isInfinite(value) ? "never" : String.format(Locale.ROOT, "%.0f s", value);
  }

  static String duration(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f s", value);
  }

  static String percent(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (value == 1) {
      return "100 %";
    }
    // 99.996 % is less than all, and must not be rounded up to 100 %.
    return String.format(Locale.ROOT, "%.2f %%", 100 * Math.min(value, 0.9999));
  }
}
