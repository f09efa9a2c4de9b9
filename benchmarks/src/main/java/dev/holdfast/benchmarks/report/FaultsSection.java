/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The section on calls to a failing server. */
final class FaultsSection {

  private final Page page;
  private final Figures figures;

  FaultsSection(Page page) throws IOException {
    this.page = page;
    figures = page.figures("faults");
  }

  void write() throws IOException {
    if (figures.rows().isEmpty()) {
      return;
    }
    page.add("## Under faults%n");
    page.add(
        "Calls begin at a steady rate, whatever becomes slow; a call that ends without the whole"
            + " answer counts as failed. Times run from the moment at which the call should have"
            + " begun to the good answer. *Load* is what the server received, as a multiple of the"
            + " calls. Every client has the same timeouts and may make the same number of"
            + " retries; delays are those that its documentation shows.%n");
    page.add("%s", page.text("faults"));
    page.run(figures);
    Map<String, Map<String, List<Figures.Row>>> kinds = new LinkedHashMap<>();
    for (Figures.Row row : figures.rows()) {
      kinds
          .computeIfAbsent(title(row), kind -> new LinkedHashMap<>())
          .computeIfAbsent(row.text("share"), share -> new ArrayList<>())
          .add(row);
    }
    for (Map.Entry<String, Map<String, List<Figures.Row>>> kind : kinds.entrySet()) {
      kind(kind.getKey(), kind.getValue());
    }
  }

  private static String title(Figures.Row row) {
    String mode = row.text("mode").equals("ASYNC") ? "asynchronous" : "blocking";
    return row.text("fault") + ", " + mode + " calls";
  }

  private void kind(String fault, Map<String, List<Figures.Row>> shares) throws IOException {
    page.add("### %s%n", fault);
    String name = "faults-" + fault.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    Bars failed = new Bars(
        "Calls that failed: " + fault,
        "per cent of all calls",
        value -> String.format(Locale.ROOT, "%.2f %%", value));
    shares.forEach((share, rows) ->
        rows.forEach(row -> failed.add(share, row.text("peer"), 100 - row.number("success"))));
    page.picture(name, failed);
    for (Map.Entry<String, List<Figures.Row>> share : shares.entrySet()) {
      page.add(
          "| %s | success, %% | p50, ms | p99, ms | p99.9, ms | load | threads held |",
          share.getKey());
      page.add("|---|---|---|---|---|---|---|");
      for (Figures.Row row : share.getValue()) {
        page.add(
            "| %s | %.2f | %s | %s | %s | %.2f | %s |",
            row.text("peer"),
            row.number("success"),
            Page.number(row.number("p50")),
            Page.number(row.number("p99")),
            Page.number(row.number("p999")),
            row.number("load"),
            row.text("threads"));
      }
      page.add("");
    }
  }
}
