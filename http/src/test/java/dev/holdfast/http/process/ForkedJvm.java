/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another JVM with the same classes, for what cannot be done to one's own process. */
final class ForkedJvm implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;

  private ForkedJvm(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param limit a command of the shell that limits it, as {@code ulimit -n 64}; or {@code :}
   * @param options of the JVM
   */
  static ForkedJvm start(String limit, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", limit + " && exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", classPath()));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ForkedJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** The lines it printed, once it has ended well. */
  List<String> lines() throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("exit " + process.exitValue() + ": " + output);
    }
    return output.lines().toList();
  }

  /** Sends it a signal. */
  void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
        .inheritIO()
        .start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("kill -" + name);
    }
  }

  /** The build puts the modules on the module path and the tests into a patch of one of them. */
  private static String classPath() {
    return Stream.of(
            Path.of("target", "test-classes").toString(),
            Path.of("target", "classes").toString(),
            System.getProperty("java.class.path", ""),
            System.getProperty("jdk.module.path", ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
