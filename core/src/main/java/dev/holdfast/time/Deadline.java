/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.time;

import dev.holdfast.engine.time.Nanos;
import java.time.Duration;

/**
 * The instant, on a monotonic clock, at which a call must be over.
 *
 * <p>Immutable and thread-safe (given a thread-safe {@link TimeSource}). A deadline beyond the
 * range of the clock is no deadline.
 */
public final class Deadline {

  private static final Deadline NONE = new Deadline(TimeSource.system(), 0, Long.MAX_VALUE);

  private final TimeSource time;
  private final long startNanos;
  private final long lengthNanos;

  private Deadline(TimeSource time, long startNanos, long lengthNanos) {
    this.time = time;
    this.startNanos = startNanos;
    this.lengthNanos = lengthNanos;
  }

  /** A deadline that never comes. */
  public static Deadline none() {
    return NONE;
  }

  /**
   * A deadline the given time from now.
   *
   * @param length zero or more; zero has passed already
   * @param time the clock that measures it
   * @throws IllegalArgumentException if {@code length} is negative
   */
  public static Deadline after(Duration length, TimeSource time) {
    return afterNanos(Nanos.of(Nanos.requireNotNegative("length", length)), time);
  }

  /**
   * As {@link #after}, in nanoseconds; {@link Long#MAX_VALUE} means none, zero and negative values
   * have passed already.
   */
  public static Deadline afterNanos(long lengthNanos, TimeSource time) {
    return afterNanos(lengthNanos, lengthNanos == Long.MAX_VALUE ? 0 : time.nanoTime(), time);
  }

  /** As {@link #afterNanos(long, TimeSource)}, counted from that {@link TimeSource#nanoTime}. */
  public static Deadline afterNanos(long lengthNanos, long startNanos, TimeSource time) {
    return lengthNanos == Long.MAX_VALUE
        ? NONE
        : new Deadline(time, startNanos, Math.max(0, lengthNanos));
  }

  /** Whether this deadline never comes. */
  public boolean isNone() {
    return lengthNanos == Long.MAX_VALUE;
  }

  /** Nanoseconds left, 0 when it has passed, {@link Long#MAX_VALUE} if there is no deadline. */
  public long remainingNanos() {
    if (isNone()) {
      return Long.MAX_VALUE;
    }
    // The difference is right even when the clock wraps; a clock that steps back adds no time.
    long elapsed = Math.max(0, time.nanoTime() - startNanos);
    return Math.max(0, lengthNanos - elapsed);
  }

  /** Whether the deadline has passed. */
  public boolean expired() {
    return remainingNanos() == 0;
  }

  /** The whole time when the deadline was set, in nanoseconds; {@link Long#MAX_VALUE} if none. */
  public long lengthNanos() {
    return lengthNanos;
  }

  @Override
  public String toString() {
    return isNone()
        ? "Deadline[none]"
        : "Deadline[" + Nanos.format(remainingNanos()) + " of " + Nanos.format(lengthNanos)
            + " left]";
  }
}
