/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.cli.report.Format;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the output and its target. */
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
      names = {"-C", "--continue-at"},
      paramLabel = "-",
      converter = ContinueText.class,
      description =
          "Keep the received part of a body that breaks off in FILE.part. The next run continues"
              + " from there if the server proves that the version is the same, and otherwise begins"
              + " anew. Needs -o FILE.")
  @Nullable String continued;

  @Option(
      names = {"-w", "--format"},
      paramLabel = "TEXT|@FILE",
      converter = FormatText.class,
      description = "Print this after the body, with fields such as %%{status}, %%{time_total},"
          + " %%{attempts}, %%{json}; they are listed in the guide.")
  @Nullable Format format;

  @Option(
      names = {"-s", "--silent"},
      description = "Print no progress and no error message.")
  boolean silent;

  @Option(
      names = {"-S", "--show-error"},
      description = "With -s, still print the error message.")
  boolean showError;

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

  /** Whether a download continues where the last one broke off. */
  public boolean continued() {
    return continued != null;
  }

  /** The format of the report about the call. */
  public Optional<Format> format() {
    return Optional.ofNullable(format);
  }

  /** Whether only requested output is printed. */
  public boolean silent() {
    return silent;
  }

  /** Whether messages of failures are printed. */
  public boolean showsErrors() {
    return !silent || showError;
  }

  /** Whether status and headers are printed. */
  public boolean include() {
    return include;
  }

  /** The form of the trace, if one was given. */
  public Optional<TraceForm> trace() {
    return Optional.ofNullable(trace == null && verbose ? TraceForm.TEXT : trace);
  }

  /** Whether failures print their stack trace. */
  public boolean debug() {
    return debug;
  }
}
