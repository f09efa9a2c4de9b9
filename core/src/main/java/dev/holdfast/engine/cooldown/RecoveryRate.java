/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.cooldown;

import java.util.random.RandomGenerator;

/*
 * The rate changes in rounds of about a second. A round with good responses only raises it by a
 * quarter. A round with failures and successes sets it to a tenth more than succeeded: the origin
 * limits its clients and can serve that much. A round without a success, or with mostly slow ones,
 * makes the origin dark: it has a queue that only less load can empty. While dark, one attempt a
 * second probes, and the first fast success ends the dark phase: the rate is then what succeeded in
 * the last round before, or the rate before the trouble if nothing did.
 *
 * Above the rate before the trouble, growth is slow: the backlog must not cause the next overload.
 *
 * docs/decisions/0710-back-at-the-rate-that-it-stands.md has the measurements behind the numbers.
 */
/**
 * The rate of attempts to an overloaded origin. Arithmetic only: no clock, no lock. Used under the
 * monitor of its {@link Recovery}.
 */
final class RecoveryRate {

  private static final long SECOND = 1_000_000_000L;

  private static final double GROWTH = 1.25;
  /** Up to this part of the rate before the trouble, growth is fast... */
  private static final double FAST_UP_TO = 1.12;
  /** ...and then slow, after a few good rounds. */
  private static final double SLOW_GROWTH = 1.03;

  private static final int ROUNDS_BEFORE_SLOW_GROWTH = 4;
  /** The next round tries this much more than succeeded. */
  private static final double ROOM = 1.1;
  /** This many failures without a success in between make the origin dark. */
  private static final int MANY_FAILED = 5;
  /** This many good rounds end the recovery. */
  private static final int GOOD_ROUNDS = 3;
  /** Slowness that lasts this many rounds... */
  private static final int SLOW_ROUNDS = 15;
  /** ...and does not fall below this part is no queue: that is how fast the origin is now. */
  private static final double SAME = 0.7;

  private final LoadDependence dependence = new LoadDependence();
  private final double before;
  private final Signs signs;
  private final RandomGenerator random;
  private double rate;
  private boolean dark;
  private double restart;
  private double stood;
  private int goodRounds;
  private int slowRounds;
  private long slowBefore;

  private long roundSince;
  private long roundLength;
  private int successes;
  private int failures;
  private int slow;
  private int failuresInARow;
  private long fastest;

  /**
   * The rate at the start of a recovery.
   *
   * @param before successes a second before the trouble
   * @param dark whether nothing succeeds at present
   * @param signs is told the new usual latency
   */
  RecoveryRate(double before, boolean dark, Signs signs, RandomGenerator random, long now) {
    this.before = Math.max(1, before);
    this.signs = signs;
    this.random = random;
    this.restart = this.before;
    this.rate = dark ? 1 : this.before;
    this.dark = dark;
    newRound(now);
  }

  /** The length of rounds varies, so that clients that started together drift apart. */
  private void newRound(long now) {
    roundSince = now;
    roundLength = (long) (SECOND * (0.75 + random.nextDouble() / 2));
    successes = 0;
    failures = 0;
    slow = 0;
    fastest = Long.MAX_VALUE;
  }

  /** Attempts a second, at least 1. */
  double perSecond() {
    return rate;
  }

  /** Successes a second before the trouble, at least 1. */
  double before() {
    return before;
  }

  /** Whether nothing succeeds, so that one attempt a second probes. */
  boolean dark() {
    return dark;
  }

  /** The interval to the next attempt; random while dark, so that clients do not probe in step. */
  long intervalNanos() {
    return dark ? (long) (SECOND * (0.75 + random.nextDouble() / 2)) : (long) (SECOND / rate);
  }

  /** A random part of that time. */
  long spreadNanos(long most) {
    return (long) (most * random.nextDouble());
  }

  /** The number of good rounds in a row. */
  int goodRounds() {
    return goodRounds;
  }

  /** Whether the origin has recovered. */
  boolean recovered() {
    return !dark && goodRounds >= GOOD_ROUNDS && rate >= before;
  }

  /** An attempt has succeeded; returns whether that ended the dark phase. */
  boolean succeeded(long now, boolean wasSlow, long tookNanos) {
    successes++;
    failuresInARow = 0;
    fastest = Math.min(fastest, tookNanos);
    if (wasSlow) {
      slow++;
      return false;
    }
    if (!dark) {
      return false;
    }
    dark = false;
    rate = restart;
    newRound(now);
    successes = 1;
    return true;
  }

  /** The origin says that it limits its clients: then failures do depend on the load. */
  void limited() {
    dependence.reset();
  }

  /** An attempt has failed. */
  void failed() {
    failuresInARow++;
    failures++;
  }

  /** Ends a round whose time is over. */
  void passed(long now) {
    long length = now - roundSince;
    if (length < roundLength) {
      return;
    }
    noteSlowness();
    round(length / (double) SECOND);
    newRound(now);
  }

  private void round(double seconds) {
    if (dark) {
      return;
    }
    double succeeded = successes / seconds;
    if (mostlySlow()) {
      goDark(succeeded);
    } else if (successes == 0 && failuresInARow >= signs.unusual(MANY_FAILED)) {
      goDark(before);
    } else if (failures > 0 && depends(seconds)) {
      goodRounds = 0;
      stood = stood == 0 ? succeeded : (stood + succeeded) / 2;
      rate = Math.max(1, Math.max(rate / 2, Math.min(rate, ROOM * stood)));
    } else {
      goodRounds++;
      grow();
    }
  }

  /** Whether fewer attempts may help against failures. */
  private boolean depends(double seconds) {
    if (successes > 0) {
      dependence.round(seconds, successes, failures);
    }
    if (dependence.independent()) {
      signs.usualFailures(dependence.share());
    }
    return !dependence.independent();
  }

  private void grow() {
    double fast = before * FAST_UP_TO;
    if (dependence.independent()) {
      rate = Math.max(before, rate * GROWTH);
    } else if (rate < fast) {
      rate = Math.min(fast, rate * GROWTH);
    } else if (goodRounds > ROUNDS_BEFORE_SLOW_GROWTH) {
      rate *= SLOW_GROWTH;
    }
  }

  private boolean mostlySlow() {
    return slow * 2 > successes;
  }

  private void goDark(double next) {
    dark = true;
    goodRounds = 0;
    restart = Math.max(1, next);
    rate = 1;
    stood = 0;
    dependence.reset();
  }

  private void noteSlowness() {
    if (successes == 0) {
      return;
    }
    if (!mostlySlow()) {
      slowRounds = 0;
    } else if (slowRounds++ == 0) {
      slowBefore = fastest;
    } else if (slowRounds > SLOW_ROUNDS) {
      if (fastest > slowBefore * SAME) {
        signs.usual(fastest);
      }
      slowRounds = 0;
    }
  }
}
