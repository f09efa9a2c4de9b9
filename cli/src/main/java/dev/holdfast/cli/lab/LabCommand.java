/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

import dev.holdfast.cli.option.PositiveCount;
import dev.holdfast.lab.Lab;
import dev.holdfast.lab.Run;
import dev.holdfast.lab.client.Policies;
import dev.holdfast.lab.client.Policy;
import dev.holdfast.lab.report.Chart;
import dev.holdfast.lab.report.Check;
import dev.holdfast.lab.report.Docs;
import dev.holdfast.lab.report.Rows;
import dev.holdfast.lab.story.Result;
import dev.holdfast.lab.story.Stories;
import dev.holdfast.lab.story.Story;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast lab}: simulates servers in trouble and prints the results. */
@Command(
    name = "lab",
    description = {
      "Simulates the load of many clients that retry on a server in trouble.",
      "Compares the real session with the documented policies of other libraries: load,"
          + " recovery, calls that succeed. The same options give the same figures.",
      "Without options: the session in all stories, about a minute."
    },
    descriptionHeading = "%n",
    optionListHeading = "%n")
public final class LabCommand implements Callable<Integer> {

  private static final String ALL = "all";

  private final PrintStream out;

  @Option(
      names = "--stories",
      paramLabel = "NAME",
      split = ",",
      description = "The stories to run (default: all); --list shows their names.")
  @Nullable List<String> stories;

  @Option(
      names = "--policies",
      paramLabel = "NAME",
      split = ",",
      description = "The policies to run, or 'all' (default: holdfast); --list shows their names.")
  @Nullable List<String> policies;

  @Option(
      names = "--clients",
      paramLabel = "N",
      split = ",",
      defaultValue = "200",
      converter = PositiveCount.class,
      description = "The number of clients, or several numbers; some stories set their own number"
          + " (default: ${DEFAULT-VALUE}).")
  List<Integer> clients;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      converter = PositiveCount.class,
      description =
          "The number of runs of each story, each with another random seed (default: ${DEFAULT-VALUE}).")
  int seeds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      converter = PositiveCount.class,
      description = "The number of stories that run at the same time (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--check",
      description =
          "Compare the session with the goals of the stories; exit code 1 if one is" + " missed.")
  boolean check;

  @Option(
      names = "--svg",
      paramLabel = "DIR",
      description = "Also draw the load of each story, as NAME.svg in DIR.")
  @Nullable Path svg;

  @Option(
      names = "--docs",
      paramLabel = "ROOT",
      description = "Run all stories with all policies, and write the tables and pictures of the"
          + " documentation below this directory of the sources. Takes 5 minutes.")
  @Nullable Path docs;

  @Option(
      names = "--list",
      description = "Show the names of stories and policies, and run nothing.")
  boolean list;

  @Spec
  CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** Creates a command that prints to that stream. */
  public LabCommand(PrintStream out) {
    this.out = out;
    this.spec = CommandSpec.create();
    this.clients = List.of();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (list) {
      Stories.all()
          .forEach(story -> out.printf("%-12s the server %s%n", story.id(), story.title()));
      Policies.all().forEach(policy -> out.printf("%-18s %s%n", policy.id(), policy.title()));
      return 0;
    }
    List<Story> told = chosen("--stories", stories, Stories.all(), Story::id, ALL);
    List<Policy> by =
        chosen("--policies", policies, Policies.all(), Policy::id, docs == null ? "holdfast" : ALL);
    if (svg != null) {
      requireWritable("--svg", svg);
    }
    if (docs != null) {
      requireWritable("--docs", docs);
    }
    Check goals = new Check();
    List<Result> results = tell(Run.all(told, by, clients, seeds), goals);
    if (svg != null) {
      draw(results, svg);
    }
    if (docs != null) {
      new Docs(results).write(docs);
    }
    return check ? judge(goals) : 0;
  }

  /** Runs the simulations and prints each result when it is known, since each takes a while. */
  private List<Result> tell(List<Run> runs, Check goals) throws InterruptedException {
    out.println(Rows.head());
    int[] done = {0};
    return Lab.run(runs, threads, result -> {
      goals.add(result);
      done[0]++;
      out.println(Rows.of(result) + "  " + done[0] + "/" + runs.size());
      out.flush();
    });
  }

  private int judge(Check goals) {
    out.printf("%ngoals: %d met, %d missed%n", goals.met(), goals.missed().size());
    goals.missed().forEach(out::println);
    return goals.missed().isEmpty() ? 0 : 1;
  }

  private static void draw(List<Result> results, Path directory) throws IOException {
    for (Story story : results.stream().map(Result::story).distinct().toList()) {
      List<Result> lines = results.stream()
          .filter(result -> result.story().equals(story) && result.seed() == 1)
          .limit(Chart.LINES)
          .toList();
      Files.writeString(directory.resolve(story.id() + ".svg"), Chart.of(lines));
    }
  }

  private <T> List<T> chosen(
      String option,
      @Nullable List<String> names,
      List<T> all,
      Function<T, String> name,
      String fallback) {
    List<String> wanted = names == null ? List.of(fallback) : names;
    if (wanted.equals(List.of(ALL))) {
      return all;
    }
    List<T> found = new ArrayList<>();
    for (String one : wanted) {
      found.add(all.stream()
          .filter(candidate -> name.apply(candidate).equals(one))
          .findFirst()
          .orElseThrow(() -> new ParameterException(
              spec.commandLine(),
              option + ": " + one + " (expected: "
                  + all.stream().map(name).collect(Collectors.joining(", ")) + ")")));
    }
    return found;
  }

  private void requireWritable(String option, Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw unwritable(option, directory);
    }
    if (!Files.isWritable(directory)) {
      throw unwritable(option, directory);
    }
  }

  private ParameterException unwritable(String option, Path directory) {
    return new ParameterException(
        spec.commandLine(),
        option + ": " + directory + " (expected: a directory that can be made and written to)");
  }
}
