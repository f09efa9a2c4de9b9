/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the experiments and prints what came of them. */
@Command(
    name = "lab",
    description = {
      "Simulates what clients that retry do to a server in trouble.",
      "Many clients, with the real policies, are compared by load, recovery and calls",
      "that succeeded. The same figures every time; takes a minute or so, less with",
      "fewer clients."
    })
public final class LabCommand implements Callable<Integer> {

  private final PrintStream out;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many clients (default: ${DEFAULT-VALUE}).")
  int clients;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description = "Calls of each client in a second (default: ${DEFAULT-VALUE}).")
  int rate;

  @Option(
      names = "--svg",
      paramLabel = "DIR",
      description = "Also draw the load curves, as outage.svg and overload.svg in DIR.")
  @Nullable Path svg;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** Prints there. */
  public LabCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    for (Scenario.Trouble trouble : Scenario.Trouble.values()) {
      Scenario scenario = new Scenario(trouble, clients, rate);
      out.println(scenario.title() + "\n");
      List<Result> results = Strategy.all().stream()
          .map(strategy -> Experiment.run(scenario, strategy))
          .toList();
      out.println(Report.of(results));
      if (svg != null) {
        Files.createDirectories(svg);
        String name = trouble.name().toLowerCase(Locale.ROOT) + ".svg";
        Files.writeString(svg.resolve(name), Chart.of(results));
      }
    }
    return 0;
  }
}
