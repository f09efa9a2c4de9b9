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
   * The attempt may begin, after a delay if there is one; the permit is reserved for it.
   *
   * @param permit to be closed once
   * @param delayNanos delay from now, 0 in most cases
   * @param why reason of the delay, in words
   */
  record Granted(Permit permit, long delayNanos, Supplier<String> why) implements Admission {

    private static final Granted FREELY = at(Permit.NONE);

    /** The attempt may begin now. */
    public static Granted at(Permit permit) {
      return new Granted(permit, 0, () -> "");
    }
  }

  /**
   * The attempt must ask again after a delay; nothing is reserved for it.
   *
   * @param delayNanos delay from now, more than 0
   * @param refusal for an attempt that cannot wait so long
   */
  record Later(long delayNanos, Refusal refusal) implements Admission {

    private static final long MOST_SPREAD_NANOS = 1_000_000_000;

    /**
     * For many attempts that wait for the same moment: their delays are spread over a tenth of the
     * time (at most one second), so that they do not return together.
     *
     * @param nanos time until that moment, more than 0
     * @param random must be thread-safe
     */
    public static Later spread(long nanos, RandomGenerator random, Refusal refusal) {
      long spread = (long) (Math.min(nanos / 10, MOST_SPREAD_NANOS) * random.nextDouble());
      return new Later(nanos + spread, refusal);
    }
  }

  /**
   * The attempt waits in a queue and will be woken.
   *
   * @param ticket its place in the queue
   * @param longestNanos time after which it leaves the queue
   * @param refusal for an attempt that has left the queue
   */
  record Queued(Ticket ticket, long longestNanos, Refusal refusal) implements Admission {}

  /** The attempt must not be made. */
  record Refused(Refusal refusal) implements Admission {}

  /** The attempt may begin now; the guard is not told of its end. */
  static Granted freely() {
    return Granted.FREELY;
  }
}
