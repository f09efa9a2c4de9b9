/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that runs a {@link Probe}, which ends with this one. */
final class ProbeProcess implements AutoCloseable {

  private final Process process;
  private final PrintStream input;
  private final BufferedReader output;

  ProbeProcess(String classPath, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // A fixed size: a growing heap would favour the later rounds.
        "-Xms512m",
        "-Xmx512m",
        "-cp",
        classPath,
        Probe.class.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    input = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    output = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** The figures of a round. */
  record Figures(long calls, double callsPerSecond, double cpuNanos, double bytes) {}

  Figures round(String asked) throws IOException {
    input.println(asked);
    String answer = output.readLine();
    if (answer == null) {
      throw new IOException("the probe ended at: " + asked);
    }
    String[] figures = answer.split(" ", -1);
    return new Figures(
        Long.parseLong(figures[0]),
        Double.parseDouble(figures[1]),
        Double.parseDouble(figures[2]),
        Double.parseDouble(figures[3]));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
