/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.cooldown;

import dev.holdfast.time.TimeSource;
import dev.holdfast.window.SlidingCounts;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Detects whether an origin is overloaded, from the ends of attempts. A single bad response among
 * good ones is no sign; two things are:
 *
 * <ul>
 *   <li>the origin says so: several answers of the last seconds asked to wait, and they are more
 *       than a tenth of all, or no other answer came between them;
 *   <li>attempts fail one after another, and take long to fail. An origin that fails quickly is
 *       down or broken: fewer calls would not help it.
 * </ul>
 *
 * <p>A success costs a count and a few reads. Thread-safe; the latency is an estimate that may lose
 * samples under contention.
 */
final class Signs {

  private static final long WINDOW_NANOS = 40_000_000_000L;

  private static final int SUCCEEDED = 0;
  private static final int OTHER = 1;
  private static final int TOLD = 2;

  /** This many responses that ask for a pause are a sign... */
  private static final int MANY_TOLD = 3;
  /** ...if they are more than this part of all. */
  private static final double MANY_TOLD_PART = 0.1;
  /** This many failures in a row are a sign... */
  private static final int MANY_FAILED = 5;
  /** ...if this many of them were slow. */
  private static final int MANY_SLOW = 3;

  /** A response is slow if it takes this many times the usual latency... */
  private static final int SLOW_FACTOR = 10;
  /** ...and at least this long. */
  private static final long SLOW_NANOS = 200_000_000L;
  /** The usual latency follows a shorter one with a weight of 1/8. */
  private static final int SMOOTHING_SHIFT = 3;

  /**
   * The largest probability of a row of failures that counts as a sign, where failures are usual.
   */
  private static final double UNLIKELY = 0.001;

  private static final long USUAL_FAILURES_NANOS = 60_000_000_000L;

  private final TimeSource time;
  private final SlidingCounts counts;
  private final AtomicInteger toldInARow = new AtomicInteger();
  private final AtomicInteger failedInARow = new AtomicInteger();
  private final AtomicInteger slowFailures = new AtomicInteger();
  private long usualNanos;
  private volatile double usualFailures;
  private volatile long usualFailuresSince;

  Signs(TimeSource time) {
    this.time = time;
    this.counts = new SlidingCounts(3, WINDOW_NANOS, time);
  }

  /** An attempt has succeeded; returns whether it was slow. */
  boolean succeeded(long tookNanos, boolean recovering) {
    counts.add(SUCCEEDED);
    // Read before writing: a write would cost every success.
    if (toldInARow.get() != 0) {
      toldInARow.set(0);
    }
    if (failedInARow.get() != 0 || slowFailures.get() != 0) {
      failedInARow.set(0);
      slowFailures.set(0);
    }
    return observe(tookNanos, recovering);
  }

  /**
   * Follows a lower latency at once and a higher one slowly: the usual latency is that of an empty
   * queue.
   */
  private boolean observe(long tookNanos, boolean recovering) {
    long usual = usualNanos;
    if (usual == 0) {
      usualNanos = Math.max(1, tookNanos);
      return false;
    }
    if (tookNanos < usual) {
      usualNanos = Math.max(1, usual - ((usual - tookNanos) >> SMOOTHING_SHIFT));
    } else if (!recovering) {
      usualNanos = usual + Math.min(tookNanos - usual, usual / 100 + 1);
    }
    return isSlow(tookNanos, usual);
  }

  /** Takes the slow latency as usual: less load has not made it faster. */
  void usual(long nanos) {
    usualNanos = nanos;
  }

  /** For the next minute that part of the attempts fails whatever the load is. */
  void usualFailures(double share) {
    usualFailuresSince = time.nanoTime();
    usualFailures = share;
  }

  private double usualFailures() {
    double share = usualFailures;
    return share != 0 && time.nanoTime() - usualFailuresSince > USUAL_FAILURES_NANOS ? 0 : share;
  }

  /** That many events in a row, or more if they are usual. */
  int unusual(int inARow) {
    double share = usualFailures();
    return share == 0
        ? inARow
        : Math.max(inARow, (int) Math.ceil(Math.log(UNLIKELY) / Math.log(share)));
  }

  private static boolean isSlow(long tookNanos, long usual) {
    return tookNanos > SLOW_NANOS && tookNanos / SLOW_FACTOR > usual;
  }

  /** An attempt has failed. A failed retry is no new sign: its call has been counted. */
  void failed(long tookNanos, boolean first) {
    counts.add(OTHER);
    if (first) {
      failedInARow.incrementAndGet();
    }
    if (usualNanos != 0 && isSlow(tookNanos, usualNanos)) {
      slowFailures.incrementAndGet();
    }
  }

  /** A response asked for a pause; its end is reported as a failure too. */
  void told(boolean first) {
    if (first) {
      counts.add(TOLD);
      toldInARow.incrementAndGet();
    }
  }

  /** Whether all recent responses asked for a pause. */
  boolean allTold() {
    return toldInARow.get() >= unusual(MANY_TOLD);
  }

  /** Whether the origin is overloaded. */
  boolean overloaded() {
    if (allTold()) {
      return true;
    }
    long told = counts.sum(TOLD);
    if (told >= MANY_TOLD && told > attempts() * Math.max(MANY_TOLD_PART, 2 * usualFailures())) {
      return true;
    }
    return failedInARow.get() >= unusual(MANY_FAILED) && slowFailures.get() >= MANY_SLOW;
  }

  private long attempts() {
    return counts.sum(SUCCEEDED) + counts.sum(OTHER);
  }

  /** Successes a second, over the seconds of the last half minute that had any. */
  double successesPerSecond() {
    return counts.perSecond(SUCCEEDED) / (1 - usualFailures());
  }
}
