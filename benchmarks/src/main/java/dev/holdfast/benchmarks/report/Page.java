/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Generates docs/performance.md, all figures in performance/figures.md, and the charts, from the
 * files that the programs have written.
 */
public final class Page {

  private static final String HEAD = """
      # Performance

      Holdfast beside other clients: speed, faults, scale and start. The page and its pictures are made
      by `./holdfast-bench page` of the figures in [performance](performance), which these commands write:

      | Command | Measures | Takes |
      |---|---|---|
      | `./holdfast-bench peers` | a choice of cells: calls that succeed, beside every peer | 5 min |
      | `./holdfast-bench peers full` | all cells | 40 min |
      | `./holdfast-bench faults` | calls while the server fails | 8 min |
      | `./holdfast-bench scale` | many calls, waits, origins, headers, bytes | 3 min |
      | `./holdfast-bench start` | the command line beside curl and HTTPie | 1 min |

      Take the ratios, and only within one run: times depend on the machine. [How it is
      measured](#how-it-is-measured) is at the end; what a goal is and why is in
      [benchmarks.md](benchmarks.md).
      """;

  private static final String FIGURES = """
      # All figures of calls that succeed

      Generated with [performance.md](../performance.md), which says on which machine, and how they are measured.
      Requests a second, the ratio to the raw loop with its quartiles, processor time, bytes allocated, times of a call
      in µs, threads that worked, open descriptors, calls that failed.
      """;

  private final Path folder;
  private final StringBuilder text = new StringBuilder();

  private Page(Path folder) {
    this.folder = folder;
  }

  /** Generates the page. Argument: the directory of the documentation. */
  public static void main(String[] args) throws IOException {
    Path docs = Path.of(args[0]);
    Page page = new Page(docs.resolve("performance"));
    page.add("%s", HEAD);
    Page figures = new Page(docs.resolve("performance"));
    figures.add("%s", FIGURES);
    new PeersSection(page, figures).write();
    new FaultsSection(page).write();
    new ScaleSection(page).write();
    new StartSection(page).write();
    page.add("%s", page.text("method"));
    Files.writeString(docs.resolve("performance.md"), page.text.toString());
    Files.writeString(docs.resolve("performance/figures.md"), figures.text.toString());
  }

  /** The figures of that name; empty if there are none. */
  Figures figures(String name) throws IOException {
    return Figures.read(folder.resolve(name + ".tsv"));
  }

  /** A text written by an engineer. */
  String text(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".txt")).strip();
  }

  /** Adds a paragraph or a line of a table. */
  void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** Adds the environment of a run, as a list. */
  void run(Figures figures) {
    add("");
    for (Map.Entry<String, String> fact : figures.run().entrySet()) {
      add("- %s: %s", fact.getKey(), fact.getValue());
    }
    add("");
  }

  /** A chart of figures. */
  interface Picture {
    String title();

    /** Returns the chart as SVG. */
    String draw();
  }

  /** Writes a chart and adds it to the page. */
  void picture(String name, Picture picture) throws IOException {
    Files.writeString(folder.resolve(name + ".svg"), picture.draw());
    add("![%s](performance/%s.svg)%n", picture.title(), name);
  }

  /** A number with its significant digits; a dash if it was not measured. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%,.0f", value);
  }
}
