/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import java.util.List;
import java.util.Locale;

/** The results as a table in Markdown. */
final class Report {

  private static final String HEAD = """
      | clients | load during | peak after | healthy again after | calls ok during | calls ok after |
      |---|---|---|---|---|---|
      """;

  private Report() {}

  static String of(List<Result> results) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Result result : results) {
      int health = result.secondsToHealth();
      text.append(String.format(
          Locale.ROOT,
          "| %s | %.2f× | %.2f× | %s | %.1f %% | %.1f %% |%n",
          result.strategy().name(),
          result.extraLoad(),
          result.peak(),
          health < 0
              ? "not within " + (result.load().seconds() - result.scenario().over()) + " s"
              : health + " s",
          100 * result.successesDuring(),
          100 * result.successesAfter()));
    }
    return text.toString();
  }
}
