/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.sim;

/** Counts events, second by second. A call counts in the second in which it began. */
public final class Tally {

  private final int[] attempts;
  private final int[] served;
  private final int[] calls;
  private final int[] succeeded;
  private final int from;
  private final int over;
  private final Durations during = new Durations();
  private final Durations after = new Durations();

  /** The counts of a story of that many seconds, with trouble between two of them. */
  public Tally(int seconds, int from, int over) {
    attempts = new int[seconds];
    served = new int[seconds];
    calls = new int[seconds];
    succeeded = new int[seconds];
    this.from = from;
    this.over = over;
  }

  /** Counts a request that has reached the server. */
  public void attempt(long nanos) {
    add(attempts, nanos);
  }

  /** Counts an answer to a client that was still waiting. */
  public void served(long nanos) {
    add(served, nanos);
  }

  /** Counts the start of a call. */
  public void call(long nanos) {
    add(calls, nanos);
  }

  /** Counts the success of a call that began at that time. */
  public void succeeded(long begunNanos, long nanos) {
    add(succeeded, begunNanos);
    long second = begunNanos / World.SECOND;
    if (second >= over) {
      after.add(nanos - begunNanos);
    } else if (second >= from) {
      during.add(nanos - begunNanos);
    }
  }

  private static void add(int[] counts, long nanos) {
    int second = (int) (nanos / World.SECOND);
    if (second < counts.length) {
      counts[second]++;
    }
  }

  /** The length of the story. */
  public int seconds() {
    return attempts.length;
  }

  /** Attempts in that second. */
  public int attempts(int second) {
    return attempts[second];
  }

  /** Attempts for each call, between two seconds. */
  public double perCall(int begin, int end) {
    return sum(attempts, begin, end) / (double) sum(calls, begin, end);
  }

  /** The share of the calls that began between two seconds and succeeded. */
  public double successes(int begin, int end) {
    return sum(succeeded, begin, end) / (double) sum(calls, begin, end);
  }

  /** Calls that began between two seconds. */
  public long calls(int begin, int end) {
    return sum(calls, begin, end);
  }

  /** The largest number of attempts in one second. */
  public int mostAttempts(int begin, int end) {
    int most = 0;
    for (int second = begin; second < end; second++) {
      most = Math.max(most, attempts[second]);
    }
    return most;
  }

  /**
   * The first second from which on all is well for five seconds: the server receives and serves at
   * least nine tenths of the usual load, at most 3 % of the attempts fail, and 99 % of the calls
   * that begin succeed, before the end. -1 if there is none.
   *
   * @param steady the usual number of calls in a second, which begin at random moments
   */
  public int healthyFrom(int begin, int end, double steady) {
    double share = Math.min(0.9, 1 - 4 / Math.sqrt(steady));
    int good = 0;
    for (int second = begin; second < end; second++) {
      boolean well = served[second] >= share * Math.min(steady, calls[second])
          && served[second] >= 0.97 * attempts[second] - 1
          && succeeded[second] >= 0.99 * calls[second] - 1;
      good = well ? good + 1 : 0;
      if (good == 5) {
        return second - 4;
      }
    }
    return -1;
  }

  /** The durations of calls that began during the trouble and succeeded. */
  public Durations during() {
    return during;
  }

  /** The durations of calls that began after the trouble and succeeded. */
  public Durations after() {
    return after;
  }

  private static long sum(int[] counts, int from, int to) {
    long sum = 0;
    for (int second = from; second < to; second++) {
      sum += counts[second];
    }
    return sum;
  }
}
