/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.lab;

/** What happened, second by second. */
final class Load {

  private final int[] attempts;
  private final int[] served;
  private final int[] calls;
  private final int[] succeeded;

  Load(int seconds) {
    attempts = new int[seconds];
    served = new int[seconds];
    calls = new int[seconds];
    succeeded = new int[seconds];
  }

  void attempt(long nanos) {
    add(attempts, nanos);
  }

  /** An answer that somebody still waited for. */
  void served(long nanos) {
    add(served, nanos);
  }

  void call(long nanos) {
    add(calls, nanos);
  }

  /** The call that began then has succeeded. */
  void succeeded(long begunNanos) {
    add(succeeded, begunNanos);
  }

  private static void add(int[] counts, long nanos) {
    int second = (int) (nanos / Scenario.SECOND);
    if (second < counts.length) {
      counts[second]++;
    }
  }

  int seconds() {
    return attempts.length;
  }

  int attempts(int second) {
    return attempts[second];
  }

  /** Attempts for each call, between two seconds. */
  double perCall(int from, int to) {
    return sum(attempts, from, to) / (double) sum(calls, from, to);
  }

  /** The share of the calls that began between two seconds and succeeded. */
  double successes(int from, int to) {
    return sum(succeeded, from, to) / (double) sum(calls, from, to);
  }

  int mostAttempts(int from, int to) {
    int most = 0;
    for (int second = from; second < to; second++) {
      most = Math.max(most, attempts[second]);
    }
    return most;
  }

  /** The first second from which on all of the steady load is served for five; or none. */
  int healthyFrom(int from, int steady) {
    int good = 0;
    for (int second = from; second < seconds(); second++) {
      // Calls come at random moments, so a healthy second may have a few less.
      good = served[second] >= 0.9 * steady && served[second] >= 0.97 * attempts[second]
          ? good + 1
          : 0;
      if (good == 5) {
        return second - 4;
      }
    }
    return -1;
  }

  private static long sum(int[] counts, int from, int to) {
    long sum = 0;
    for (int second = from; second < to; second++) {
      sum += counts[second];
    }
    return sum;
  }
}
