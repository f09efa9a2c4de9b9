/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.trace.Printable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Reports an unexpected exception, which is probably a bug: one line, and the stack trace only on
 * request.
 */
final class UnexpectedErrors implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception error, CommandLine commandLine, ParseResult parseResult) {
    commandLine.getErr().println(message(error));
    if (commandLine.getParseResult().hasMatchedOption("--debug")) {
      error.printStackTrace(commandLine.getErr());
    }
    return Exit.UNEXPECTED.code();
  }

  /** The line that reports the failure. */
  static String message(Exception error) {
    return "holdfast: " + Printable.line("unexpected failure: " + error);
  }
}
