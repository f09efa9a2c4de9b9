/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.breaker.CircuitBreaker;
import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.caller.CallersCode;
import dev.holdfast.time.TimeSource;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Writes to the logger {@code dev.holdfast}: calls that needed retries, calls that failed in spite
 * of them, refusals. URLs are masked; headers and bodies are never written. Each level writes at
 * most one line a second, which counts the lines that were left out, so that an outage does not
 * fill a disk. Every attempt is written at DEBUG, without that limit.
 */
final class CallLog {

  private static final System.Logger LOGGER = System.getLogger("dev.holdfast");
  private static final long BETWEEN_LINES_NANOS = 1_000_000_000;

  private final Sparse info;
  private final Sparse warning;

  CallLog(TimeSource time) {
    this.info = new Sparse(Level.INFO, time);
    this.warning = new Sparse(Level.WARNING, time);
  }

  /** Whether attempts are logged. */
  boolean writesAttempts() {
    return LOGGER.isLoggable(Level.DEBUG);
  }

  /** Logs an attempt that has ended. */
  void attempt(Attempt attempt) {
    if (writesAttempts()) {
      CallersCode.write(
          LOGGER,
          Level.DEBUG,
          "attempt " + attempt.number() + ", " + target(attempt) + ": " + outcome(attempt) + " in "
              + Nanos.format(Nanos.of(attempt.elapsed())) + "; " + attempt.reason(),
          null);
    }
  }

  /** Whether calls that needed retries are logged. */
  boolean writesRecoveries() {
    return LOGGER.isLoggable(Level.INFO);
  }

  /** Logs a call that has ended after retries. */
  void ended(List<Attempt> attempts) {
    Attempt last = attempts.get(attempts.size() - 1);
    boolean failed = last.category().isPresent() || isLastOfMany(last);
    (failed ? warning : info)
        .write(target(last) + (failed ? " failed: " : " needed retries: ") + outcome(last)
            + " after " + attempts.size() + " attempts in "
            + Nanos.format(Nanos.of(last.start().plus(last.elapsed()))) + " (" + before(attempts)
            + ")" + (failed ? "; " + last.reason() : ""));
  }

  /** Whether the last status would have been retried. */
  private static boolean isLastOfMany(Attempt last) {
    return last.decision() == Attempt.Decision.STOP && last.status().orElse(0) >= 500;
  }

  /** Logs a call that has ended at its first attempt, if a policy of the session refused it. */
  void endedAtOnce(Attempt only) {
    Category category = only.category().orElse(Category.CANCELLED);
    switch (category) {
      case BREAKER_OPEN, RATE_LIMITED, OVERLOADED ->
        warning.write(target(only) + " refused: " + category.code() + ": " + only.reason());
      default -> {
        // The caller gets the failure, and there was no retry to log.
      }
    }
  }

  /** Logs a change of a circuit breaker. Such changes are rare, so they are always logged. */
  static void breakerChanged(
      String place, CircuitBreaker.State from, CircuitBreaker.State to, String reason) {
    CallersCode.write(
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

  /** A limiter: writes at most one line a second. */
  private static final class Sparse {

    private final Level level;
    private final TimeSource time;
    private final long createdNanos;
    private final AtomicLong dueNanos = new AtomicLong();
    private final AtomicInteger leftOut = new AtomicInteger();

    Sparse(Level level, TimeSource time) {
      this.level = level;
      this.time = time;
      this.createdNanos = time.nanoTime();
    }

    void write(String line) {
      if (!LOGGER.isLoggable(level)) {
        return;
      }
      long now = time.nanoTime() - createdNanos;
      long due = dueNanos.get();
      if (now < due || !dueNanos.compareAndSet(due, now + BETWEEN_LINES_NANOS)) {
        leftOut.incrementAndGet();
        return;
      }
      int missing = leftOut.getAndSet(0);
      CallersCode.write(
          LOGGER,
          level,
          missing == 0 ? line : line + " (and " + missing + " other calls before)",
          null);
    }
  }
}
