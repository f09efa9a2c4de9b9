/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.trace;

import dev.holdfast.http.Attempt;
import java.io.PrintStream;

/** Prints no attempts, only the failure of the call, in one line. */
final class ErrorLine implements Trace {

  private final PrintStream err;

  ErrorLine(PrintStream err) {
    this.err = err;
  }

  @Override
  public void attempt(Attempt attempt) {
    // Attempts are not shown.
  }

  @Override
  public void warn(String text) {
    err.println(WARNING + text);
  }

  @Override
  public void end(CallEnd end) {
    if (!end.good()) {
      err.println("holdfast: " + Printable.line(end.problem()));
    }
  }
}
