/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.trace;

import dev.holdfast.cli.option.OutputOptions.TraceForm;
import dev.holdfast.http.Attempt;
import java.io.PrintStream;
import java.util.Optional;

/** Called with every attempt as soon as it is decided, and at the end of the call. */
public interface Trace {

  /** The beginning of a warning for people. */
  String WARNING = "holdfast: warning: ";

  /** Called when an attempt has ended and is decided; its wait has not begun. */
  void attempt(Attempt attempt);

  /** Called when the call has ended. */
  void end(CallEnd end);

  /** Prints a warning that must not be overlooked, before the call. */
  void warn(String text);

  /**
   * Returns the requested trace.
   *
   * @param form if none, text on a terminal, once there is an event to report
   * @param err the target
   * @param terminal whether a person reads the target
   */
  static Trace of(Optional<TraceForm> form, PrintStream err, boolean terminal) {
    return switch (form.orElse(terminal ? TraceForm.TEXT : TraceForm.NONE)) {
      case JSON -> new JsonTrace(err);
      case TEXT -> new TextTrace(err, form.isPresent());
      case NONE -> new ErrorLine(err);
    };
  }

  /** Returns a trace that prints only warnings. */
  static Trace silent(PrintStream err) {
    return new Trace() {
      @Override
      public void warn(String text) {
        err.println(WARNING + text);
      }

      @Override
      public void attempt(Attempt attempt) {
        // Attempts are not shown.
      }

      @Override
      public void end(CallEnd end) {
        // The end is not shown.
      }
    };
  }
}
