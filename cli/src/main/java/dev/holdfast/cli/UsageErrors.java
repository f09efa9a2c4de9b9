/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.BadValue;
import dev.holdfast.cli.trace.Printable;
import dev.holdfast.http.message.Secrets;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports a command line that cannot be used: one line with the reason, exit code 2, and no
 * request.
 */
final class UsageErrors implements IParameterExceptionHandler {

  /** The longest argument shown. Longer ones are cut, so that the message is one line. */
  private static final int SHOWN = 60;

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    String command = error.getCommandLine().getCommandSpec().qualifiedName();
    String message = Printable.line(message(error));
    error
        .getCommandLine()
        .getErr()
        .println("holdfast: " + message + " (see '" + command + " --help')");
    return Exit.USAGE.code();
  }

  private static String message(ParameterException error) {
    ArgSpec argument = error.getArgSpec();
    if (error.getCause() instanceof BadValue bad && argument != null) {
      return name(argument) + ": " + bad.getMessage();
    }
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    // The parser's own message may repeat an argument, which may be a URL.
    return Secrets.maskUrl(String.valueOf(error.getMessage()));
  }

  private static String unmatched(UnmatchedArgumentException error) {
    CommandSpec command = error.getCommandLine().getCommandSpec();
    if (error.isUnknownOption()) {
      // Omits the value, which may be a secret after a mistyped name.
      String name = error.getUnmatched().get(0).split("=", 2)[0];
      return unknown("option", name, command.optionsMap().keySet().stream());
    }
    if (!command.subcommands().isEmpty()) {
      return unknown("command", error.getUnmatched().get(0), visible(command));
    }
    return "too many arguments; a value with spaces, & or ? needs quotes";
  }

  private static Stream<String> visible(CommandSpec command) {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(sub -> !sub.usageMessage().hidden())
        .map(CommandSpec::name);
  }

  private static String unknown(String what, String name, Stream<String> known) {
    String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
    return "no such " + what + ": " + shown
        + Suggestion.nearest(name, known)
            .map(near -> "; did you mean " + near + "?")
            .orElse("");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
