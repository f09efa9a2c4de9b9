/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A guard's answer to an attempt. */
public sealed interface Admission {

  /**
   * The attempt may begin, after a delay if there is one: its turn is kept for it.
   *
   * @param permit to be closed once
   * @param delayNanos how long from now, 0 in most cases
   * @param why there is a delay, in words
   */
  record Granted(Permit permit, long delayNanos, Supplier<String> why) implements Admission {

    private static final Granted FREELY = at(Permit.NONE);

    /** The attempt may begin now. */
    public static Granted at(Permit permit) {
      return new Granted(permit, 0, () -> "");
    }
  }

  /**
   * The attempt is to ask again, not before a delay; nothing is kept for it.
   *
   * @param delayNanos how long from now, more than 0
   * @param refusal what becomes of the attempt if it cannot wait so long
   */
  record Later(long delayNanos, Refusal refusal) implements Admission {

    private static final long MOST_SPREAD_NANOS = 1_000_000_000;

    /**
     * For many that wait for the same moment: they come back spread over a tenth of the time (at
     * most one second), not all at once.
     *
     * @param nanos until that moment, more than 0
     * @param random must be thread-safe
     */
    public static Later spread(long nanos, RandomGenerator random, Refusal refusal) {
      long spread = (long) (Math.min(nanos / 10, MOST_SPREAD_NANOS) * random.nextDouble());
      return new Later(nanos + spread, refusal);
    }
  }

  /**
   * The attempt stands in a queue and will be woken.
   *
   * @param ticket its place
   * @param longestNanos after which it leaves the queue
   * @param refusal what becomes of it then
   */
  record Queued(Ticket ticket, long longestNanos, Refusal refusal) implements Admission {}

  /** The attempt must not be made. */
  record Refused(Refusal refusal) implements Admission {}

  /** The attempt may begin now, and the guard does not want to hear of it again. */
  static Granted freely() {
    return Granted.FREELY;
  }
}
