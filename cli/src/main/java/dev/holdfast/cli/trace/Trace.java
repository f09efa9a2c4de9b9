/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.trace;

import dev.holdfast.cli.option.OutputOptions.TraceForm;
import dev.holdfast.http.Attempt;
import java.io.PrintStream;
import java.util.Optional;

/** Told of every attempt as soon as it is decided, and of the end of the call. */
public interface Trace {

  /** What a warning for people begins with. */
  String WARNING = "holdfast: warning: ";

  /** An attempt is over and decided; its wait has not begun. */
  void attempt(Attempt attempt);

  /** The call is over. */
  void end(CallEnd end);

  /** Something that must not be overlooked, said before the call. */
  void warn(String text);

  /**
   * The trace asked for.
   *
   * @param form if none, text on a terminal once there is something to tell
   * @param err where to
   * @param terminal whether a person reads that
   */
  static Trace of(Optional<TraceForm> form, PrintStream err, boolean terminal) {
    return switch (form.orElse(terminal ? TraceForm.TEXT : TraceForm.NONE)) {
      case JSON -> new JsonTrace(err);
      case TEXT -> new TextTrace(err, form.isPresent());
      case NONE -> new ErrorLine(err);
    };
  }

  /** No trace at all, and no message but warnings. */
  static Trace silent(PrintStream err) {
    return new Trace() {
      @Override
      public void warn(String text) {
        err.println(WARNING + text);
      }

      @Override
      public void attempt(Attempt attempt) {
        // Not shown.
      }

      @Override
      public void end(CallEnd end) {
        // Not shown.
      }
    };
  }
}
