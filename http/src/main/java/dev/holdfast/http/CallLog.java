/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.log.SparseLog;
import dev.holdfast.time.TimeSource;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes to the logger {@code dev.holdfast}: calls that needed retries, calls that failed in spite
 * of them, refusals. URLs are masked; headers and bodies are never written. Each level writes at
 * most one line a second, which counts the lines that were left out, so that an outage does not
 * fill a disk. Every attempt is written at DEBUG, without that limit.
 */
final class CallLog {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast");

  private final SparseLog info;
  private final SparseLog warning;

  CallLog(TimeSource time) {
    this.info = new SparseLog(LOGGER, Level.INFO, time, "calls");
    this.warning = new SparseLog(LOGGER, Level.WARNING, time, "calls");
  }

  /** Whether attempts are logged. */
  boolean writesAttempts() {
    return LOGGER.isLoggable(Level.DEBUG);
  }

  /** Logs an attempt that has ended. */
  void attempt(Attempt attempt) {
    if (writesAttempts()) {
      SparseLog.write(LOGGER, Level.DEBUG, attempt.toString(), null);
    }
  }

  /** Whether calls that needed retries are logged. */
  boolean writesRecoveries() {
    return LOGGER.isLoggable(Level.INFO);
  }

  /** Logs a call that has ended after retries. */
  void ended(List<Attempt> attempts) {
    Attempt last = attempts.get(attempts.size() - 1);
    boolean failed = last.category().isPresent() || wasToBeRetried(last, attempts);
    (failed ? warning : info)
        .write(
            target(last) + (failed ? " failed: " : " needed retries: ") + outcome(last)
                + " after " + last.number() + " attempts in "
                + Nanos.format(Nanos.of(last.start().plus(last.elapsed()))) + " ("
                + before(attempts)
                + ")" + (failed ? why(last) : ""),
            null);
  }

  /**
   * Returns the failure of the last attempt, with the address or the proxy, and the reason why it
   * was the last.
   */
  private static String why(Attempt last) {
    boolean more = last.category().isPresent() && !last.message().equals(last.reason());
    return (more ? "; " + last.message() : "") + "; " + last.reason();
  }

  /** Whether the last status says that the server could not answer, or was retried before. */
  private static boolean wasToBeRetried(Attempt last, List<Attempt> attempts) {
    int status = last.status().orElse(0);
    return last.decision() == Attempt.Decision.STOP
        && (status >= 500
            || status == 429
            || attempts.stream()
                .anyMatch(attempt -> attempt.decision() == Attempt.Decision.RETRY
                    && attempt.status().orElse(0) == status));
  }

  /** Logs a call that has ended at its first attempt, if a policy of the session refused it. */
  void endedAtOnce(Attempt only) {
    Category category = only.category().orElse(Category.CANCELLED);
    switch (category) {
      case BREAKER_OPEN, RATE_LIMITED, OVERLOADED ->
        warning.write(target(only) + " refused: " + category.code() + ": " + only.reason(), null);
      default -> {
        // The caller gets the failure, and there was no retry to log.
      }
    }
  }

  /** Logs a change of a circuit breaker. Such changes are rare, so they are always logged. */
  static void breakerChanged(
      String place, CircuitBreaker.State from, CircuitBreaker.State to, String reason) {
    SparseLog.write(
        LOGGER,
        Level.WARNING,
        "circuit breaker of " + place + ": " + from + " -> " + to + ": " + reason,
        null);
  }

  private static String target(Attempt attempt) {
    return attempt.method() + " " + attempt.url();
  }

  private static String outcome(Attempt attempt) {
    return attempt.status().isPresent()
        ? String.valueOf(attempt.status().getAsInt())
        : attempt.category().map(Category::code).orElse("no answer");
  }

  private static String before(List<Attempt> attempts) {
    return attempts.stream()
        .limit(attempts.size() - 1L)
        .map(CallLog::outcome)
        .collect(Collectors.joining(", "));
  }
}
