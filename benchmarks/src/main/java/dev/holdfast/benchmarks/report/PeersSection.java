/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The section on calls that succeed, beside every peer: Holdfast's rank, charts, and all figures.
 */
final class PeersSection {

  private static final String HOLDFAST = "Holdfast";
  private static final String RAW = "raw loop";
  private static final Map<String, String> TITLES = Map.of(
      "BLOCKING", "blocking",
      "VIRTUAL", "virtual threads",
      "ASYNC", "asynchronous",
      "PLAIN", "HTTP/1.1",
      "TLS", "HTTP/1.1 over TLS",
      "HTTP_2", "HTTP/2 over TLS",
      "GET_1K", "GET 1 KiB",
      "GET_1M", "GET 1 MiB",
      "POST_1K", "POST 1 KiB",
      "POST_64K", "POST 64 KiB");

  /** The largest difference that is due to chance. */
  private static final double NOISE = 0.03;

  /** The largest random difference of the slowest of a hundred calls. */
  private static final double NOISE_OF_P99 = 0.1;

  private final Page page;
  private final Page figures;
  private final Figures reasons;
  private final List<Figures> runs;

  /** The reasons that the page gives, and their numbers. */
  private final Map<String, Integer> whys = new LinkedHashMap<>();

  /** The clients of one cell: calls of one kind, by so many callers. */
  private record Cell(List<Figures.Row> rows) {

    String text(String name) {
      return rows.get(0).text(name);
    }

    String title() {
      return TITLES.get(text("mode")) + ", " + TITLES.get(text("protocol")) + ", "
          + TITLES.get(text("work"));
    }

    Figures.Row holdfast() {
      return rows.stream()
          .filter(row -> row.text("peer").equals(HOLDFAST))
          .findFirst()
          .orElseThrow();
    }

    /** The peer with the smallest value of that figure. */
    Figures.Row least(String figure) {
      return peers()
          .filter(row -> Double.isFinite(row.number(figure)))
          .min(Comparator.comparingDouble(row -> row.number(figure)))
          .orElseThrow();
    }

    Figures.Row fastest() {
      return peers()
          .max(Comparator.comparingDouble(row -> row.number("holdfast")))
          .orElseThrow();
    }

    /** Holdfast's throughput, divided by that of the fastest peer. */
    double throughput() {
      return 1 / fastest().number("holdfast");
    }

    /** Holdfast's processor time, divided by the least of a peer. */
    double processorTime() {
      return 1 / least("cpuHoldfast").number("cpuHoldfast");
    }

    /** Holdfast's bytes, divided by the least of a peer. */
    double bytes() {
      return holdfast().number("bytes") / least("bytes").number("bytes");
    }

    private Stream<Figures.Row> peers() {
      return rows.stream()
          .filter(
              row -> !row.text("peer").startsWith(HOLDFAST) && !row.text("peer").equals(RAW));
    }
  }

  /** @param figures gets all figures */
  PeersSection(Page page, Page figures) throws IOException {
    this.page = page;
    this.figures = figures;
    reasons = page.figures("reasons");
    runs = List.of(page.figures("peers"), page.figures("peers-virtual"));
  }

  void write() throws IOException {
    page.add("## Calls that succeed");
    runs.stream().filter(run -> !run.rows().isEmpty()).forEach(page::run);
    List<Cell> cells = cells();
    standing(cells);
    lost(cells);
    pictures(cells);
    cells.forEach(this::table);
  }

  private List<Cell> cells() {
    Map<List<String>, List<Figures.Row>> byCell = new LinkedHashMap<>();
    for (Figures run : runs) {
      for (Figures.Row row : run.rows()) {
        List<String> key =
            List.of(row.text("mode"), row.text("protocol"), row.text("work"), row.text("callers"));
        byCell.computeIfAbsent(key, cell -> new ArrayList<>()).add(row);
      }
    }
    return byCell.values().stream().map(Cell::new).toList();
  }

  private void standing(List<Cell> cells) {
    page.add("### Where Holdfast stands%n");
    page.add(
        "Throughput and processor time of a call, Holdfast's divided by the best peer's: of the"
            + " rounds that ran one after the other, the median. Above 1 is better for throughput,"
            + " below 1 for the rest. [All figures](performance/figures.md) are on a page of their"
            + " own.%n");
    summary(cells);
    page.add("| Calls | at once | / raw | fastest peer | throughput | CPU | bytes | p99 |");
    page.add("|---|---|---|---|---|---|---|---|");
    for (Cell cell : cells) {
      Figures.Row ours = cell.holdfast();
      page.add(
          "| %s | %s | %.2f | %s | %s | %s | %s | %s |",
          cell.title(),
          cell.text("callers"),
          ours.number("raw"),
          cell.fastest().text("peer"),
          mark(cell.throughput(), true),
          mark(cell.processorTime(), false),
          mark(cell.bytes(), false),
          mark(ours.number("p99") / cell.least("p99").number("p99"), false));
    }
    page.add("");
  }

  /** In how many cells no peer is better, beyond chance. */
  private void summary(List<Cell> cells) {
    page.add(
        "Of %d kinds of calls, no peer has more throughput in %d, less processor time in %d, fewer"
            + " bytes in %d.%n",
        cells.size(),
        cells.stream().filter(cell -> cell.throughput() >= 1 - NOISE).count(),
        cells.stream().filter(cell -> cell.processorTime() <= 1 + NOISE).count(),
        cells.stream().filter(cell -> cell.bytes() <= 1 + NOISE).count());
  }

  private static String mark(double ratio, boolean more) {
    boolean good = more ? ratio >= 1 - NOISE : ratio <= 1 + NOISE;
    return String.format(Locale.ROOT, good ? "**%.2f**" : "%.2f", ratio);
  }

  private void lost(List<Cell> cells) {
    page.add("### Where a peer is better%n");
    page.add(
        "Cells whose goal is missed by more than 3 %% (p99: 10 %%). The numbers of the reasons refer"
            + " to the list below.%n");
    page.add("| Calls | at once | Goal | Holdfast | Best peer | Why |");
    page.add("|---|---|---|---|---|---|");
    for (Cell cell : cells) {
      Figures.Row ours = cell.holdfast();
      if (cell.throughput() < 1 - NOISE) {
        miss(cell, "throughput", ours.number("perSecond"), cell.fastest(), "perSecond");
      }
      if (cell.processorTime() > 1 + NOISE) {
        miss(cell, "CPU, µs", ours.number("cpuMicros"), cell.least("cpuHoldfast"), "cpuMicros");
      }
      if (cell.text("callers").equals("128")
          && ours.number("p99") > cell.least("p99").number("p99") * (1 + NOISE_OF_P99)) {
        miss(cell, "p99, µs", ours.number("p99"), cell.least("p99"), "p99");
      }
      double limit = cell.text("mode").equals("ASYNC") ? 9_000 : 4_500;
      if (cell.text("work").equals("GET_1K")
          && cell.text("protocol").equals("PLAIN")
          && ours.number("bytes") > limit) {
        miss(
            cell,
            "bytes ≤ " + Page.number(limit),
            ours.number("bytes"),
            cell.least("bytes"),
            "bytes");
      }
    }
    page.add("");
    whys.forEach((why, number) -> page.add("%d. %s", number, why));
    page.add("");
  }

  private void miss(Cell cell, String goal, double ours, Figures.Row best, String figure) {
    page.add(
        "| %s | %s | %s | %s | %s: %s | %d |",
        cell.title(),
        cell.text("callers"),
        goal,
        Page.number(ours),
        best.text("peer"),
        Page.number(best.number(figure)),
        whys.computeIfAbsent(reason(cell, goal), why -> whys.size() + 1));
  }

  /** The first matching reason, of those that an engineer has written. */
  private String reason(Cell cell, String goal) {
    for (Figures.Row reason : reasons.rows()) {
      boolean fits = List.of("mode", "protocol", "work", "callers").stream()
          .allMatch(name -> reason.text(name).equals("*")
              || List.of(reason.text(name).split(",", -1)).contains(cell.text(name)));
      if (fits && (reason.text("goal").equals("*") || goal.startsWith(reason.text("goal")))) {
        return reason.text("why");
      }
    }
    return "not explained yet";
  }

  private void pictures(List<Cell> cells) throws IOException {
    Map<String, Bars> pictures = new LinkedHashMap<>();
    for (Cell cell : cells) {
      if (cell.text("work").equals("GET_1K")) {
        String name = (cell.text("mode") + "-" + cell.text("protocol"))
            .toLowerCase(Locale.ROOT)
            .replace('_', '-');
        Bars bars = pictures.computeIfAbsent(
            name,
            key -> new Bars(
                cell.title(),
                "requests a second, as a share of the raw loop's in the same rounds",
                Page::number));
        cell.rows().stream()
            .filter(row -> !row.text("peer").equals(RAW))
            .forEach(row ->
                bars.add(cell.text("callers") + " at once", row.text("peer"), row.number("raw")));
      }
    }
    for (Map.Entry<String, Bars> picture : pictures.entrySet()) {
      page.picture(picture.getKey(), picture.getValue());
    }
  }

  private void table(Cell cell) {
    figures.add("## %s, %s at once%n", cell.title(), cell.text("callers"));
    figures.add(
        "| | requests/s | / raw | quartiles | CPU, µs | bytes | p50 | p99 | p99.9 | threads | fds | failed |");
    figures.add("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (Figures.Row row : cell.rows()) {
      figures.add(
          "| %s | %s | %.2f | %.2f–%.2f | %s | %s | %s | %s | %s | %s | %s | %s |",
          row.text("peer"),
          Page.number(row.number("perSecond")),
          row.number("raw"),
          row.number("rawLow"),
          row.number("rawHigh"),
          Page.number(row.number("cpuMicros")),
          Page.number(row.number("bytes")),
          Page.number(row.number("p50")),
          Page.number(row.number("p99")),
          Page.number(row.number("p999")),
          row.text("threads").replaceAll("\\.\\d+$", ""),
          row.text("descriptors").replaceAll("\\.\\d+$", ""),
          row.text("failures"));
    }
    figures.add("");
  }
}
