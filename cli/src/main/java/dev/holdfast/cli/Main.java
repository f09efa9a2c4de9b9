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
    // The launcher knows these two commands as well: they load few classes, and have an archive of
    // them.
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      streams.text().println(new Version().line());
      return Exit.OK.code();
    }
    if (args.length == 2 && args[0].equals("get") && isUrl(args[1])) {
      return GetCommand.plain(streams, args[1]);
    }
    return Holdfast.commandLine(streams, args).execute(args);
  }

  private static boolean isUrl(String text) {
    return text.startsWith("http://") || text.startsWith("https://");
  }
}
