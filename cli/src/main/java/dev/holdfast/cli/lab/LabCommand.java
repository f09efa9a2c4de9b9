/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import dev.holdfast.cli.option.PositiveCount;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the experiments and prints what came of them. */
@Command(
    name = "lab",
    description = {
      "Simulates what clients that retry do to a server in trouble.",
      "Many clients, with the real policies, are compared by load, recovery and calls",
      "that succeeded. The same figures every time; takes a minute or so, less with",
      "fewer clients."
    },
    descriptionHeading = "%n",
    optionListHeading = "%n")
public final class LabCommand implements Callable<Integer> {

  private final PrintStream out;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "1000",
      converter = PositiveCount.class,
      description = "How many clients (default: ${DEFAULT-VALUE}).")
  int clients;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      converter = PositiveCount.class,
      description = "Calls of each client in a second (default: ${DEFAULT-VALUE}).")
  int rate;

  @Option(
      names = "--svg",
      paramLabel = "DIR",
      description = "Also draw the load curves, as outage.svg and overload.svg in DIR.")
  @Nullable Path svg;

  @Spec
  CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** Prints there. */
  public LabCommand(PrintStream out) {
    this.out = out;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() throws IOException {
    if (svg != null) {
      requireWritable(svg);
    }
    for (Scenario.Trouble trouble : Scenario.Trouble.values()) {
      Scenario scenario = new Scenario(trouble, clients, rate);
      List<Result> results = run(scenario);
      if (svg != null) {
        String name = trouble.name().toLowerCase(Locale.ROOT) + ".svg";
        Files.writeString(svg.resolve(name), Chart.of(results));
      }
    }
    return 0;
  }

  /** Row by row, since each takes a while. */
  private List<Result> run(Scenario scenario) {
    out.print(scenario.title() + "\n\n" + Report.HEAD);
    List<Result> results = new ArrayList<>();
    for (Strategy strategy : Strategy.all()) {
      Result result = Experiment.run(scenario, strategy);
      results.add(result);
      out.print(Report.row(result));
      out.flush();
    }
    out.println();
    return results;
  }

  private void requireWritable(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw unwritable(directory);
    }
    if (!Files.isWritable(directory)) {
      throw unwritable(directory);
    }
  }

  private ParameterException unwritable(Path directory) {
    return new ParameterException(
        spec.commandLine(),
        "--svg: " + directory + " (expected: a directory that can be made and written to)");
  }
}
