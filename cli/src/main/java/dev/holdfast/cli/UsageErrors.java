/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.BadValue;
import dev.holdfast.cli.trace.Printable;
import dev.holdfast.http.message.Secrets;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** A command line that cannot be used: one line that says why, exit code 2, nothing done. */
final class UsageErrors implements IParameterExceptionHandler {

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
    // The parser's own message may repeat an argument, which may be a URL.
    return Secrets.maskUrl(String.valueOf(error.getMessage()));
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
