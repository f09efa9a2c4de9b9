/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The section on scale: goals, and the growth of costs. */
final class ScaleSection {

  private final Page page;

  ScaleSection(Page page) {
    this.page = page;
  }

  void write() throws IOException {
    Figures goals = page.figures("scale");
    if (!goals.rows().isEmpty()) {
      page.add("## At scale");
      page.run(goals);
      page.add("| What | Goal | Measured | |");
      page.add("|---|---|---|---|");
      goals.rows().forEach(this::goal);
      page.figures("scale-virtual").rows().forEach(this::goal);
      page.add("");
    }
    Figures growth = page.figures("growth");
    if (!growth.rows().isEmpty()) {
      page.add("### How cost grows%n");
      page.add("Both axes begin at zero: what grows with the number is a straight line.%n");
      plots(growth);
    }
  }

  private void goal(Figures.Row row) {
    page.add(
        "| %s | %s | %s | %s |",
        row.text("what"), row.text("goal"), row.text("measured"), row.text("met"));
  }

  private void plots(Figures growth) throws IOException {
    Map<String, Plot> plots = new LinkedHashMap<>();
    for (Figures.Row row : growth.rows()) {
      plots
          .computeIfAbsent(
              row.text("plot"),
              title -> new Plot(title, row.text("unit") + ", by " + row.text("by")))
          .add(row.text("line"), row.number("x"), row.number("y"));
    }
    for (Map.Entry<String, Plot> plot : plots.entrySet()) {
      String name = plot.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
      page.picture("scale-" + name, plot.getValue());
    }
  }
}
