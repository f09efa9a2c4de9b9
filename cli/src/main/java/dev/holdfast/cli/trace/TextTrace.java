/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.trace;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.Category;
import java.io.PrintStream;

/** Prints a line for every attempt while the call runs, and one at its end. */
final class TextTrace implements Trace {

  private final PrintStream err;
  private final boolean always;

  /**
   * @param err the target
   * @param always whether it also prints if the first attempt succeeds
   */
  TextTrace(PrintStream err, boolean always) {
    this.err = err;
    this.always = always;
  }

  @Override
  public void attempt(Attempt attempt) {
    boolean uneventful = attempt.number() == 1 && attempt.decision() == Attempt.Decision.SUCCESS;
    if (always || !uneventful) {
      err.println(Printable.line(line(attempt)));
      attempt.notes().forEach(note -> err.println("  note: " + Printable.line(note)));
    }
  }

  @Override
  public void warn(String text) {
    err.println(WARNING + text);
  }

  @Override
  public void end(CallEnd end) {
    if (!end.good()) {
      err.println("holdfast: " + Printable.line(end.problem()));
    } else if (always || end.attempts().size() > 1) {
      int attempts = end.attempts().size();
      String waited =
          end.waited().isZero() ? "" : ", of which " + Elapsed.text(end.waited()) + " waiting";
      err.println("* " + attempts + (attempts == 1 ? " attempt" : " attempts") + " in "
          + Elapsed.text(end.elapsedNanos()) + waited);
    }
  }

  private static String line(Attempt attempt) {
    return "* attempt " + attempt.number() + ": " + attempt.method() + " " + attempt.url()
        + " -> " + outcome(attempt) + " in " + Elapsed.text(attempt.elapsed()) + "; "
        + next(attempt);
  }

  private static String outcome(Attempt attempt) {
    if (attempt.status().isPresent()) {
      return String.valueOf(attempt.status().getAsInt());
    }
    return attempt.category().map(Category::code).orElse("no answer");
  }

  private static String next(Attempt attempt) {
    return switch (attempt.decision()) {
      case SUCCESS -> "done";
      case STOP -> "stop: " + attempt.reason();
      case RETRY, FOLLOW -> attempt.reason();
    };
  }
}
