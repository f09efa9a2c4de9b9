/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import dev.holdfast.benchmarks.ServerProcess;
import dev.holdfast.benchmarks.report.Figures;
import dev.holdfast.benchmarks.report.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the time and memory of commands that make one call or none: the command of Holdfast with
 * each JDK, curl, HTTPie. They take turns.
 */
public final class Start {

  /** GNU time: seconds, seconds of processor time (user, system), largest memory in KiB. */
  private static final List<String> TIME = List.of("/usr/bin/time", "-f", "%e %U %S %M", "-o");

  private final Path times = Files.createTempFile("start", ".txt");
  private final List<Command> commands = new ArrayList<>();

  /** A command, and the measurements of each run: see {@link #TIME}. */
  private record Command(String title, String jdk, List<String> words, List<double[]> runs) {}

  private Start() throws IOException {}

  /**
   * Runs the commands. Arguments: the file for the figures, the number of runs, the homes of JDKs.
   */
  public static void main(String[] args) throws Exception {
    Start start = new Start();
    try (Certificate certificate = Certificate.create();
        ServerProcess server = Server.start(Protocol.PLAIN, certificate)) {
      String url = certificate.target(Protocol.PLAIN, server.port()).url(Work.GET_1K);
      for (String jdk : Arrays.asList(args).subList(2, args.length)) {
        start.add(jdk, "./holdfast", "--version");
        start.add(jdk, "./holdfast", "get", url);
      }
      start.add("", "curl", "--version");
      start.add("", "curl", "-s", url);
      start.add("", "http", "--version");
      start.add("", "http", "--ignore-stdin", "GET", url);
      for (int run = 0; run < Integer.parseInt(args[1]); run++) {
        for (Command command : start.commands) {
          start.run(command);
        }
      }
    }
    start.figures().write(Path.of(args[0]));
  }

  private void add(String jdk, String... words) {
    String title = String.join(" ", words).replaceAll("http://\\S+", "URL");
    commands.add(new Command(title, jdk, List.of(words), new ArrayList<>()));
  }

  private void run(Command command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(TIME);
    words.add(times.toString());
    words.addAll(command.words);
    ProcessBuilder builder = new ProcessBuilder(words)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    if (!command.jdk.isEmpty()) {
      builder.environment().put("JAVA_HOME", command.jdk);
    }
    if (builder.start().waitFor() == 0) {
      command.runs.add(Arrays.stream(Files.readString(times).strip().split(" ", -1))
          .mapToDouble(Double::parseDouble)
          .toArray());
    }
  }

  private Figures figures() throws IOException {
    Files.delete(times);
    Figures figures = new Figures().run(Machine.facts());
    for (Command command : commands) {
      if (command.runs.isEmpty()) {
        System.out.println(command.title + ": not installed, or it failed");
        continue;
      }
      double[] first = command.runs.get(0);
      // The first run may prepare things for the others: a build, an archive of classes.
      List<double[]> others =
          command.runs.subList(Math.min(1, command.runs.size() - 1), command.runs.size());
      double[] sorted = others.stream().mapToDouble(run -> run[0]).sorted().toArray();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("command", command.title);
      row.put(
          "jdk",
          command.jdk.isEmpty() ? "–" : Path.of(command.jdk).getFileName().toString());
      row.put("first", first[0]);
      row.put("median", sorted[sorted.length / 2]);
      row.put("slowest", sorted[sorted.length - 1]);
      row.put(
          "cpu", others.stream().mapToDouble(run -> run[1] + run[2]).average().orElse(0));
      row.put("megabytes", others.stream().mapToDouble(run -> run[3]).max().orElse(0) / 1024);
      figures.add(row);
      System.out.println(row);
    }
    return figures;
  }
}
