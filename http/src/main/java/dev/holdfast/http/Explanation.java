/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.transport.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Formats the timeline of a call as text. */
final class Explanation {

  private Explanation() {}

  /** Formats a call that ended with a response. */
  static String ofResponse(List<Attempt> attempts, String result) {
    return of(attempts, "result: " + result + summary(attempts));
  }

  /** Formats a call that failed. The message has the number of attempts and the time. */
  static String ofFailure(List<Attempt> attempts, String result) {
    return of(attempts, "failed: " + result);
  }

  private static String of(List<Attempt> attempts, String result) {
    StringBuilder text = new StringBuilder();
    String shown = "";
    for (Attempt attempt : attempts) {
      String line = attempt.method() + " " + attempt.url();
      if (!line.equals(shown)) {
        text.append(line).append('\n');
        shown = line;
      }
      append(text, attempt);
    }
    return text.append(result).append('\n').toString();
  }

  /** Formats an attempt as one line. */
  static String line(Attempt attempt) {
    return "attempt " + attempt.number() + ", " + attempt.method() + " " + attempt.url() + ": "
        + outcome(attempt) + " in " + format(attempt.elapsed()) + "; " + attempt.reason();
  }

  /** Appends an attempt: the outcome on the first line, in columns; details below. */
  private static void append(StringBuilder text, Attempt attempt) {
    text.append(String.format(
        Locale.ROOT,
        "  attempt %d  %9s  %s in %s%s\n",
        attempt.number(),
        "+" + start(attempt.start()),
        outcome(attempt),
        format(attempt.elapsed()),
        connection(attempt)));
    if (attempt.category().isPresent()) {
      detail(text, attempt.message());
    }
    attempt.notes().forEach(note -> detail(text, "note: " + note));
    if (attempt.decision() != Attempt.Decision.SUCCESS) {
      String decision = attempt.decision().name().toLowerCase(Locale.ROOT);
      detail(text, decision + ": " + attempt.reason());
    }
  }

  private static void detail(StringBuilder text, String line) {
    text.append("      ").append(line).append('\n');
  }

  private static String outcome(Attempt attempt) {
    if (attempt.category().isPresent()) {
      return attempt.category().get().code();
    }
    return attempt.status().isPresent()
        ? (attempt.status().getAsInt() + " " + attempt.message()).strip()
        : attempt.message();
  }

  private static String connection(Attempt attempt) {
    PhaseTimings phases = attempt.phases();
    if (phases.reusedConnection()) {
      return " (reused connection" + answer(attempt) + ")";
    }
    // The address is shown only if the URL does not have it.
    return phases
        .remote()
        .map(remote -> attempt.url().contains("//" + remote) ? "" : " to " + remote)
        .map(to -> " (new connection" + to + answer(attempt) + ")")
        .orElse("");
  }

  private static String answer(Attempt attempt) {
    if (attempt.status().isEmpty()) {
      return "";
    }
    return attempt
        .phases()
        .of(Phase.HEAD)
        .map(head -> ", first answer after " + format(head))
        .orElse("");
  }

  private static String summary(List<Attempt> attempts) {
    if (attempts.isEmpty()) {
      return " (no attempt was made)";
    }
    Attempt last = attempts.get(attempts.size() - 1);
    Duration waited = attempts.stream().map(Attempt::delay).reduce(Duration.ZERO, Duration::plus);
    // A very long call keeps only some attempts, so not all waits are known.
    int count = last.number();
    boolean all = count == attempts.size();
    return " ("
        + count
        + (count == 1 ? " attempt" : " attempts")
        + ", "
        + format(last.start().plus(last.elapsed()))
        + (waited.isZero() || !all ? "" : ", of which " + format(waited) + " waiting")
        + (all ? "" : ", " + (count - attempts.size()) + " of the attempts are left out")
        + ")";
  }

  /**
   * Formats a time below a second in whole milliseconds, so that times in a column can be compared.
   */
  private static String start(Duration duration) {
    long millis = duration.toMillis();
    return millis < 1_000 ? millis + " ms" : format(duration);
  }

  private static String format(Duration duration) {
    return Nanos.format(Nanos.of(duration));
  }
}
