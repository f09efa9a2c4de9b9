/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A table of figures as a file: tab-separated, with a line of names, after lines about the run that
 * begin with {@code #}. A program writes it, and the page is generated from it.
 */
public final class Figures {

  private final Map<String, String> run = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();

  /** Values by name. */
  public record Row(Map<String, String> values) {

    /** The value of that name. */
    public String text(String name) {
      return Objects.requireNonNull(values.get(name), name);
    }

    /** The value of that name as a number; NaN if it was not measured. */
    public double number(String name) {
      String text = values.getOrDefault(name, "");
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    /** Whether the row has all those names and values. */
    public boolean has(Map<String, String> wanted) {
      return values.entrySet().containsAll(wanted.entrySet());
    }
  }

  /** Adds facts about the run. */
  public Figures run(Map<String, String> facts) {
    run.putAll(facts);
    return this;
  }

  /** The facts about the run. */
  public Map<String, String> run() {
    return run;
  }

  /** Adds a row; each row has the same names. */
  public void add(Map<String, ?> row) {
    Map<String, String> values = new LinkedHashMap<>();
    row.forEach((name, value) -> values.put(name, text(value)));
    rows.add(new Row(values));
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      if (number.isNaN() || number.isInfinite()) {
        return "";
      }
      return String.format(Locale.ROOT, Math.abs(number) < 100 ? "%.3f" : "%.0f", number);
    }
    return value.toString();
  }

  /** All rows. */
  public List<Row> rows() {
    return rows;
  }

  /** Writes all rows into a file, replacing its content. */
  public void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    run.forEach((name, value) -> lines.add("# " + name + ": " + value));
    if (!rows.isEmpty()) {
      lines.add(String.join("\t", rows.get(0).values().keySet()));
    }
    rows.forEach(row -> lines.add(String.join("\t", row.values().values())));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  /** Reads a file; empty if there is none. */
  public static Figures read(Path file) throws IOException {
    Figures figures = new Figures();
    List<String> names = List.of();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      List<String> values = List.of(line.split("\t", -1));
      if (line.startsWith("# ")) {
        int colon = line.indexOf(": ");
        figures.run.put(line.substring(2, colon), line.substring(colon + 2));
      } else if (names.isEmpty()) {
        names = values;
      } else {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
          row.put(names.get(i), values.get(i));
        }
        figures.rows.add(new Row(row));
      }
    }
    return figures;
  }
}
