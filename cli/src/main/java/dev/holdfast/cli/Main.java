/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.util.Optional;

/** The entry point of the {@code holdfast} command. */
public final class Main {

  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(run(Streams.ofProcess(), args));
  }

  /** Runs the command and returns its exit code. */
  static int run(Streams streams, String... args) {
    String charset = System.getProperty("sun.jnu.encoding", "the default");
    Optional<String> problem = Arguments.problem(args, charset);
    if (problem.isPresent()) {
      streams.err().println("holdfast: " + problem.get());
      return Exit.USAGE.code();
    }
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      streams.text().println(new Version().line()); // loads no other classes
      return Exit.OK.code();
    }
    return Holdfast.commandLine(streams, args).execute(args);
  }
}
