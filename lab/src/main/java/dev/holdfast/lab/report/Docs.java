/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.report;

import dev.holdfast.lab.client.Policies;
import dev.holdfast.lab.client.Policy;
import dev.holdfast.lab.story.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes the results into the documentation: tables, and charts of the load. */
public final class Docs {

  private static final String HOLDFAST = "holdfast";
  /** The policy without retries, which is no library to compare with. */
  private static final String NONE = "none";

  private static final List<String> LOAD = List.of(
      "refuse",
      "hang",
      "503",
      "503-ra5",
      "503-ra20",
      "503-date",
      "shed",
      "collapse",
      "limit-ra1",
      "limit",
      "layers-down",
      "quiet1",
      "quiet01",
      "origins");
  private static final List<String> AFTER = List.of(
      "refuse",
      "hang",
      "503",
      "hang27-cut",
      "503-ra5",
      "503-ra20",
      "503-date",
      "cron-date",
      "told-once",
      "shed",
      "collapse",
      "limit-ra1",
      "limit");
  private static final List<String> DURING = List.of(
      "told-once",
      "shed",
      "limit-ra1",
      "limit",
      "random5",
      "random10",
      "random15",
      "random20",
      "random30",
      "shard",
      "burst5",
      "burst20",
      "layers50",
      "threads");
  private static final List<String> IN_README =
      List.of(NONE, "plain", "urllib3", "aws", "envoy", "polly", HOLDFAST);

  private final Tables tables;
  private final List<String> compared;

  /** Writes these results: of all stories and policies. */
  public Docs(List<Result> results) {
    tables = new Tables(results);
    compared = new ArrayList<>(Policies.peers().stream().map(Policy::id).toList());
    compared.add(HOLDFAST);
  }

  /**
   * Writes the results below the root of the sources: into README.md, docs/guide/outages.md and
   * docs/outages.
   */
  public void write(Path root) throws IOException {
    Path guide = root.resolve("docs/guide/outages.md");
    String page = Files.readString(guide);
    page = Blocks.replace(page, "goals", fleet() + tables.goals(HOLDFAST));
    page = Blocks.replace(page, "load", matrix(LOAD, r -> Figures.times(r.load())));
    page = Blocks.replace(page, "peak", matrix(AFTER, r -> Figures.times(r.peak())));
    page = Blocks.replace(page, "healthy", matrix(AFTER, r -> Figures.seconds(r.healthy())));
    page = Blocks.replace(page, "after", matrix(AFTER, r -> Figures.percent(r.okAfter())));
    page = Blocks.replace(page, "during", matrix(DURING, r -> Figures.percent(r.okDuring())));
    Comparison comparison = new Comparison(tables);
    List<String> peers =
        Policies.peers().stream().map(Policy::id).filter(id -> !id.equals(NONE)).toList();
    page = Blocks.replace(page, "better", comparison.better(HOLDFAST, peers));
    List<String> variants = Policies.variants().stream().map(Policy::id).toList();
    page = Blocks.replace(page, "worse", comparison.worse(HOLDFAST, variants));
    Files.writeString(guide, page);

    Path readme = root.resolve("README.md");
    Files.writeString(readme, Blocks.replace(Files.readString(readme), "summary", summary()));

    Path all = root.resolve("docs/outages/stories.md");
    Files.writeString(all, Blocks.replace(Files.readString(all), "all", fleet() + tables.all()));
    draw(root.resolve("docs/outages"));
  }

  private String matrix(List<String> stories, Function<Result, String> cell) {
    return tables.matrix(stories, compared, cell);
  }

  /** The number of clients in most stories. */
  private String fleet() {
    Result usual = tables.of("503", HOLDFAST);
    return String.format(Locale.ROOT, "%,d clients, seed %d:%n%n", usual.clients(), usual.seed());
  }

  private String summary() {
    StringBuilder table = new StringBuilder(fleet()).append("""
        | clients | load on a dead server | well again after | and if it had said `Retry-After: 20` | after an overload | ok while a fifth fails |
        |---|---|---|---|---|---|
        """);
    for (String policy : IN_README) {
      Result down = tables.of("503", policy);
      Result asked = tables.of("503-ra20", policy);
      table.append(String.format(
          "| %s | %s | %s | %s, peak %s | %s | %s |%n",
          down.policy().title(),
          Figures.times(down.load()),
          Figures.seconds(down.healthy()),
          Figures.seconds(asked.healthy()),
          Figures.times(asked.peak()),
          Figures.seconds(tables.of("collapse", policy).healthy()),
          Figures.percent(tables.of("random20", policy).okDuring())));
    }
    return table.toString();
  }

  private void draw(Path directory) throws IOException {
    for (String story : List.of("refuse", "503-ra20", "collapse")) {
      List<Result> lines = List.of("plain", "urllib3", "aws", "polly", HOLDFAST).stream()
          .map(policy -> tables.of(story, policy))
          .toList();
      Files.writeString(directory.resolve(story + ".svg"), Chart.of(lines));
    }
  }
}
