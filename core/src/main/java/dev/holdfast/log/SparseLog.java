/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.log;

import dev.holdfast.time.TimeSource;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes at most one line a second to a logger, so that what fails in every call does not fill a
 * disk. A line counts those that were left out before it. A handler of the logger that throws
 * changes nothing. Thread-safe.
 */
public final class SparseLog {

  private static final long BETWEEN_LINES_NANOS = 1_000_000_000;
  private static final long NEVER = Long.MIN_VALUE;

  private final System.Logger logger;
  private final Level level;
  private final TimeSource time;
  private final String what;
  private final AtomicLong dueNanos = new AtomicLong(NEVER);
  private final AtomicInteger leftOut = new AtomicInteger();

  /**
   * Writes nothing yet.
   *
   * @param what the lines are about, in the plural: {@code calls}
   */
  public SparseLog(System.Logger logger, Level level, TimeSource time, String what) {
    this.logger = Objects.requireNonNull(logger, "logger");
    this.level = Objects.requireNonNull(level, "level");
    this.time = Objects.requireNonNull(time, "time");
    this.what = Objects.requireNonNull(what, "what");
  }

  /** Writes that line, unless one was written within the last second. */
  public void write(String line, @Nullable Throwable thrown) {
    if (!logger.isLoggable(level)) {
      return;
    }
    long now = time.nanoTime();
    long due = dueNanos.get();
    if ((due != NEVER && now - due < 0)
        || !dueNanos.compareAndSet(due, now + BETWEEN_LINES_NANOS)) {
      leftOut.incrementAndGet();
      return;
    }
    int missing = leftOut.getAndSet(0);
    write(
        logger,
        level,
        missing == 0 ? line : line + " (and " + missing + " other " + what + " before)",
        thrown);
  }

  /** Writes to a logger whose handlers are the caller's: one that throws changes nothing. */
  public static void write(
      System.Logger logger, Level level, String line, @Nullable Throwable thrown) {
    try {
      logger.log(level, line, thrown);
    } catch (RuntimeException | Error failure) {
      // There is no other place to write it to.
    }
  }
}
