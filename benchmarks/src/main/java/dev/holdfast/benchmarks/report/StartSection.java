/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.report;

import java.io.IOException;

/** The section on the time and memory of a command that makes one call. */
final class StartSection {

  private final Page page;

  StartSection(Page page) {
    this.page = page;
  }

  void write() throws IOException {
    Figures figures = page.figures("start");
    if (figures.rows().isEmpty()) {
      return;
    }
    page.add("## Start");
    page.run(figures);
    page.add("| Command | JDK | first, s | median, s | slowest, s | CPU, s | most memory, MB |");
    page.add("|---|---|---|---|---|---|---|");
    for (Figures.Row row : figures.rows()) {
      page.add(
          "| `%s` | %s | %.2f | %.2f | %.2f | %.2f | %.0f |",
          row.text("command"),
          row.text("jdk"),
          row.number("first"),
          row.number("median"),
          row.number("slowest"),
          row.number("cpu"),
          row.number("megabytes"));
    }
    page.add("");
  }
}
