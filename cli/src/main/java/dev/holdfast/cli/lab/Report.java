/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as a table in Markdown. */
final class Report {

  static final String HEAD = """
      | clients | load during | peak after | healthy again after | calls ok during | calls ok after |
      |---|---|---|---|---|---|
      """;

  private Report() {}

  static String of(List<Result> results) {
    return results.stream().map(Report::row).collect(Collectors.joining("", HEAD, ""));
  }

  static String row(Result result) {
    int health = result.secondsToHealth();
    return String.format(
        Locale.ROOT,
        "| %s | %.2f× | %.2f× | %s | %.1f %% | %.1f %% |%n",
        result.strategy().name(),
        result.extraLoad(),
        result.peak(),
        health < 0
            ? "not within " + (result.load().seconds() - result.scenario().over()) + " s"
            : health + " s",
        100 * result.successesDuring(),
        100 * result.successesAfter());
  }
}
