/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Shows the progress of a download in a line on a terminal. The line appears if the download takes
 * longer than a moment, and is erased before other output. Thread-safe.
 */
public final class Progress {

  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final String WIPE = "\r\u001b[K";
  private static final int BAR = 24;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private final PrintStream err;
  private final boolean shown;
  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();
  private long began = -1;
  private long next;
  private long from;
  private int attempt;
  private long last;
  private long received;
  private boolean visible;
  private boolean ended;

  /** @param shown false for a progress that is never printed */
  public Progress(PrintStream err, boolean shown, LongSupplier clock) {
    this.err = err;
    this.shown = shown;
    this.clock = clock;
  }

  /**
   * Called when more of a body has arrived.
   *
   * @param number of the attempt
   * @param before the number of bytes before that attempt
   * @param count the present number of bytes
   * @param total of the whole body, or -1 if it is not known
   */
  void received(int number, long before, long count, long total) {
    lock.lock();
    try {
      if (number != attempt) {
        attempt = number;
        last = before;
        begin(before);
      }
      received += count - last;
      last = count;
      show(count, total);
    } finally {
      lock.unlock();
    }
  }

  private void begin(long count) {
    if (began < 0) {
      began = clock.getAsLong();
      next = began + FIRST_NANOS;
      from = count;
    }
  }

  private void show(long count, long total) {
    if (!shown || ended) {
      return;
    }
    long now = clock.getAsLong();
    if (now - next >= 0) {
      next = now + STEP_NANOS;
      visible = true;
      err.print(WIPE + line(count, total, now - began));
      err.flush();
    }
  }

  /** The number of body bytes received in this run, as transferred. */
  public long received() {
    lock.lock();
    try {
      return received;
    } finally {
      lock.unlock();
    }
  }

  /** Erases the line for other output. */
  public void clear() {
    lock.lock();
    try {
      if (visible) {
        visible = false;
        err.print(WIPE);
        err.flush();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the display. */
  void end() {
    lock.lock();
    try {
      ended = true;
      clear();
    } finally {
      lock.unlock();
    }
  }

  private String line(long count, long total, long nanos) {
    double perSecond = Math.max(0, count - from) * NANOS_PER_SECOND / Math.max(1, nanos);
    StringBuilder line = new StringBuilder();
    if (total > 0) {
      int done = (int) Math.min(BAR, count * BAR / total);
      line.append('[')
          .append("#".repeat(done))
          .append(" ".repeat(BAR - done))
          .append("] ")
          .append(Math.min(100, count * 100 / total))
          .append(" %  ")
          .append(size(count))
          .append(" of ")
          .append(size(total));
    } else {
      line.append(size(count));
    }
    line.append("  ").append(size(Math.round(perSecond))).append("/s");
    if (total > 0 && perSecond >= 1) {
      line.append("  ")
          .append(time(Math.round(Math.max(0, total - count) / perSecond)))
          .append(" left");
    }
    return line.toString();
  }

  /** Formats a number of bytes for people, in powers of ten. */
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1_000;
      unit++;
    }
    String digits = unit == 0 || value >= 99.95
        ? String.valueOf(Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
    return digits + " " + UNITS[unit];
  }

  private static String time(long seconds) {
    long hours = seconds / 3_600;
    String minutes = String.format(Locale.ROOT, "%02d:%02d", seconds / 60 % 60, seconds % 60);
    return hours == 0 ? minutes : hours + ":" + minutes;
  }
}
