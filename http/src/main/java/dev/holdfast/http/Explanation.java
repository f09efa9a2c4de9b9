/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.Phase;
import dev.holdfast.time.Nanos;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The timeline of a call in words. */
final class Explanation {

  private Explanation() {}

  /** For a call that ended with a response. */
  static String ofResponse(List<Attempt> attempts, String result) {
    return of(attempts, "result: " + result + summary(attempts));
  }

  /** For a call that failed; the message says how often and how long. */
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

  private static void append(StringBuilder text, Attempt attempt) {
    String start = "+" + format(attempt.start());
    text.append(String.format(
            Locale.ROOT, "  attempt %d  %9s  %s", attempt.number(), start, outcome(attempt)))
        .append("  in ")
        .append(format(attempt.elapsed()))
        .append(connection(attempt))
        .append('\n');
    for (String note : attempt.notes()) {
      text.append("             note: ").append(note).append('\n');
    }
    if (attempt.decision() != Attempt.Decision.SUCCESS) {
      text.append("             ")
          .append(attempt.decision().name().toLowerCase(Locale.ROOT))
          .append(": ")
          .append(attempt.reason())
          .append('\n');
    }
  }

  private static String outcome(Attempt attempt) {
    if (attempt.category().isPresent()) {
      return attempt.category().get().code() + ": " + attempt.message();
    }
    return attempt.status().isPresent()
        ? (attempt.status().getAsInt() + " " + attempt.message()).strip()
        : attempt.message();
  }

  private static String connection(Attempt attempt) {
    PhaseTimings phases = attempt.phases();
    String connection = phases.reusedConnection()
        ? "reused connection"
        : phases.remote().map(remote -> "new connection to " + remote).orElse("");
    if (connection.isEmpty()) {
      return "";
    }
    String answer = attempt.status().isPresent()
        ? phases
            .of(Phase.HEAD)
            .map(head -> ", first answer after " + format(head))
            .orElse("")
        : "";
    return " (" + connection + answer + ")";
  }

  private static String summary(List<Attempt> attempts) {
    if (attempts.isEmpty()) {
      return " (no attempt was made)";
    }
    Attempt last = attempts.get(attempts.size() - 1);
    Duration waited = attempts.stream().map(Attempt::delay).reduce(Duration.ZERO, Duration::plus);
    return " ("
        + attempts.size()
        + (attempts.size() == 1 ? " attempt" : " attempts")
        + ", "
        + format(last.start().plus(last.elapsed()))
        + (waited.isZero() ? "" : ", of which " + format(waited) + " waiting")
        + ")";
  }

  private static String format(Duration duration) {
    return Nanos.format(Nanos.of(duration));
  }
}
