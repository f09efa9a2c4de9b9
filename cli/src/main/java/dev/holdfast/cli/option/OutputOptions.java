/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is shown, and where. */
public final class OutputOptions {

  /** The forms of a trace. */
  public enum TraceForm {
    /** Lines for people. */
    TEXT,
    /** One JSON object a line. */
    JSON,
    /** Nothing. */
    NONE
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the body to this file, whole or not at all; - is standard output. An"
          + " answer of 400 or above goes to standard output and leaves the file as it was.")
  @Nullable Path output;

  @Option(
      names = {"-i", "--include"},
      description = "Print the status line and the headers before the body.")
  boolean include;

  @Option(
      names = "--trace",
      paramLabel = "text|json|none",
      converter = TraceText.class,
      completionCandidates = Candidates.Traces.class,
      description =
          "Show every attempt on standard error. Default: text, on a terminal, when anything"
              + " was retried or failed.")
  @Nullable TraceForm trace;

  @Option(
      names = {"-v", "--verbose"},
      description = "The same as --trace text.")
  boolean verbose;

  @Option(names = "--debug", hidden = true, description = "Print stack traces.")
  boolean debug;

  /** The file for the body; none for standard output. */
  public Optional<Path> output() {
    return Optional.ofNullable(output).filter(file -> !file.toString().equals("-"));
  }

  /** Whether status and headers are printed. */
  public boolean include() {
    return include;
  }

  /** The form of the trace, if one was asked for. */
  public Optional<TraceForm> trace() {
    return Optional.ofNullable(trace == null && verbose ? TraceForm.TEXT : trace);
  }

  /** Whether failures print their stack trace. */
  public boolean debug() {
    return debug;
  }
}
