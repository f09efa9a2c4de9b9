/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Refuses a command line with two values that are read from standard input: it can be read once, so
 * the second one would be sent empty.
 *
 * @param next executes the command
 */
record OneReader(IExecutionStrategy next) implements IExecutionStrategy {

  /** The options for which a hyphen is standard input. */
  private static final Set<String> HYPHEN =
      Set.of("--config", "--cookie", "--data", "--json", "--data-urlencode", "--form");

  /** The names that systems have for standard input. */
  private static final Set<String> NAMES = Set.of("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");

  @Override
  public int execute(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    if (!command.isUsageHelpRequested()) {
      requireOne(command);
    }
    return next.execute(parsed);
  }

  private static void requireOne(ParseResult command) {
    List<String> readers = readers(command);
    if (readers.size() > 1) {
      String first = readers.get(0);
      String second = readers.get(1);
      throw new ParameterException(
          command.commandSpec().commandLine(),
          second + ": reads standard input, as " + (first.equals(second) ? "another " : "") + first
              + " does (expected: one option that reads it)");
    }
  }

  /** Returns the options whose values are read from standard input, once for each value. */
  private static List<String> readers(ParseResult command) {
    List<String> readers = new ArrayList<>();
    for (OptionSpec option : command.matchedOptionsSet()) {
      String name = option.longestName();
      for (String value : option.originalStringValues()) {
        if (file(name, value).filter(file -> isStandardInput(name, file)).isPresent()) {
          readers.add(name);
        }
      }
    }
    return readers;
  }

  /** Returns the file that the option reads for that value, if it reads one. */
  private static Optional<String> file(String option, String value) {
    return switch (option) {
      case "--data", "--json", "--format" ->
        value.startsWith("@") ? Optional.of(value.substring(1)) : Optional.empty();
      case "--data-urlencode" -> UrlEncoded.file(value);
      case "--form" -> MultipartForm.file(value);
      case "--config",
          "--cookie",
          "--netrc-file",
          "--cacert",
          "--cert",
          "--key",
          "--pinnedpubkey" -> Optional.of(value);
      default -> Optional.empty();
    };
  }

  private static boolean isStandardInput(String option, String file) {
    // Under such a name, a regular file is opened anew, and read from its beginning.
    return file.equals("-")
        ? HYPHEN.contains(option)
        : NAMES.contains(file) && !Files.isRegularFile(Path.of(file));
  }
}
