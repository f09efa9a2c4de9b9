/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When an origin is spared, computed plainly from the words of decision 0702. Whether attempts wait
 * for turns is known for certain only before there are signs of an overload: from then on a wait
 * for a turn is right, and none as well.
 */
final class CooldownModel {

  private static final long SECOND = 1_000_000_000;
  private static final long MOST_SPREAD = SECOND;
  private static final long LONGEST_WAIT = 10 * SECOND;
  /** Between two turns, at the lowest rate there is. */
  private static final long LONGEST_TURN = 5 * SECOND / 4;

  private static final long WINDOW = 40 * SECOND;
  private static final int MANY_TOLD = 3;
  private static final int MANY_FAILED = 5;

  private final Optional<Shared.Gate> gate;
  private final List<Long> told = new ArrayList<>();
  private int toldInARow;
  private int failedInARow;
  private boolean turns;
  private long until;

  CooldownModel(Optional<Shared.Gate> gate) {
    this.gate = gate;
  }

  /** An answer has come to a call that hears of Retry-After: whether others should hear of it. */
  void answered(int status, long asked, boolean first, long now) {
    if (status == 429 || (List.of(403, 503).contains(status) && asked > 0)) {
      told(asked, limitsClient(status), first, now);
    }
  }

  /** Whether a response of that status says that this client asks too much. */
  static boolean limitsClient(int status) {
    return status == 429 || status == 403;
  }

  /**
   * An answer asked to be left alone.
   *
   * @param nanos for how long, 0 if it does not say
   * @param limited whether it limits this client
   * @param first whether it answered the first attempt of its call
   */
  private void told(long nanos, boolean limited, boolean first, long now) {
    if (first) {
      told.add(now);
      toldInARow++;
    }
    boolean allTold = toldInARow >= MANY_TOLD;
    turns |= allTold || told.stream().filter(then -> now - then <= WINDOW).count() >= MANY_TOLD;
    if (allTold && limited) {
      gate.ifPresent(rules -> until = Math.max(until, now + Math.min(nanos, rules.longest())));
    }
  }

  /** An attempt has ended that says something about the origin. */
  void ended(boolean success, boolean first) {
    if (success) {
      toldInARow = 0;
      failedInARow = 0;
    } else if (first) {
      failedInARow++;
    }
    turns |= failedInARow >= MANY_FAILED;
  }

  /** For how long it is closed. */
  long closedFor(long now) {
    return Math.max(0, until - now);
  }

  /** Whether an attempt that finds it closed for that long fails at once. */
  boolean refuses(long closed) {
    return closed > 0 && (!waits() || closed > LONGEST_WAIT);
  }

  /** How long an attempt waits until it is open, if it waits. */
  static WaitModel.Interval untilOpen(long closed) {
    return new WaitModel.Interval(closed, closed + Math.min(closed / 10, MOST_SPREAD));
  }

  /** How long an attempt may have to wait for a turn then. */
  long longestTurn() {
    return gate.isPresent() && turns ? LONGEST_TURN : 0;
  }

  boolean waits() {
    return gate.map(Shared.Gate::waits).orElse(true);
  }
}
