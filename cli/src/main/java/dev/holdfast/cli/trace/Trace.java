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

  /** An attempt is over and decided; its wait has not begun. */
  void attempt(Attempt attempt);

  /** The call is over. */
  void end(CallEnd end);

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
}
