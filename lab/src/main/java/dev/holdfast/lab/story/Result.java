/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.story;

import dev.holdfast.lab.client.Policy;
import dev.holdfast.lab.sim.Tally;

/**
 * The result of a policy in a story. NaN if a figure does not apply.
 *
 * @param load attempts for each call during the trouble: 1 adds nothing
 * @param firstSecond attempts in the first second of the trouble, as a multiple of the usual load
 * @param peak attempts in the busiest second after the trouble, as a multiple of the usual load
 * @param healthy seconds from the end of the trouble until all is well; infinite if it never is
 * @param okDuring the share of the calls that began during the trouble and succeeded
 * @param okAfter the share of those that began afterwards
 * @param p99During of the durations of calls that began during the trouble and succeeded, seconds
 * @param p99After of those that began afterwards
 */
public record Result(
    Story story,
    Policy policy,
    int clients,
    long seed,
    Tally tally,
    double load,
    double firstSecond,
    double peak,
    double healthy,
    double okDuring,
    double okAfter,
    double p99During,
    double p99After) {

  /** The smallest number of calls in a second for which one second is significant. */
  private static final int ENOUGH = 20;

  static Result of(Story story, Policy policy, int clients, long seed, Tally tally) {
    int from = story.trouble().from();
    int over = story.trouble().over();
    double steady = clients * story.rate();
    boolean counts = story.countsLoad() && steady >= ENOUGH;
    boolean goesOn = tally.calls(over, story.end()) > 0;
    return new Result(
        story,
        policy,
        clients,
        seed,
        tally,
        story.countsLoad() ? tally.perCall(from, over) : Double.NaN,
        counts ? tally.attempts(from) / steady : Double.NaN,
        counts && goesOn ? tally.mostAttempts(over, story.end()) / steady : Double.NaN,
        counts && goesOn && story.recovers()
            ? healthy(tally, over, story.end(), steady)
            : Double.NaN,
        tally.successes(from, over),
        tally.successes(over, story.end()),
        tally.during().quantile(0.99),
        tally.after().quantile(0.99));
  }

  private static double healthy(Tally tally, int over, int end, double steady) {
    int from = tally.healthyFrom(over, end, steady);
    return from < 0 ? Double.POSITIVE_INFINITY : from - over;
  }

  /** The usual number of calls in a second. */
  public double steady() {
    return clients * story.rate();
  }
}
