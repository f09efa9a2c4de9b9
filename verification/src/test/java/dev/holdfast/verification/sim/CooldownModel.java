/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model of the cooldown, computed directly from the wording of decision 0702. Whether attempts
 * wait for turns is certain only until the first sign of an overload: from then on, both a wait for
 * a turn and none are correct.
 */
final class CooldownModel {

  private static final long SECOND = 1_000_000_000;
  private static final long MOST_SPREAD = SECOND;
  private static final long LONGEST_WAIT = 10 * SECOND;
  /** The time between two turns, at the lowest rate. */
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

  /** Records an answer to a call that obeys Retry-After, and whether it affects other calls. */
  void answered(int status, long asked, boolean first, long now) {
    if (status == 429 || (List.of(403, 503).contains(status) && asked > 0)) {
      told(asked, limitsClient(status), first, now);
    }
  }

  /** Whether a response with that status means that this client sends too much. */
  static boolean limitsClient(int status) {
    return status == 429 || status == 403;
  }

  /**
   * Records an answer that asked for a pause.
   *
   * @param nanos its length, 0 if the answer does not say
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

  /** Records the end of an attempt that is evidence of the origin's health. */
  void ended(boolean success, boolean first) {
    if (success) {
      toldInARow = 0;
      failedInARow = 0;
    } else if (first) {
      failedInARow++;
    }
    turns |= failedInARow >= MANY_FAILED;
  }

  /** The time until the origin is open. */
  long closedFor(long now) {
    return Math.max(0, until - now);
  }

  /** Whether an attempt that finds the origin closed for that long fails at once. */
  boolean refuses(long closed) {
    return closed > 0 && (!waits() || closed > LONGEST_WAIT);
  }

  /** The wait of an attempt until the origin is open, if it waits. */
  static WaitModel.Interval untilOpen(long closed) {
    return new WaitModel.Interval(closed, closed + Math.min(closed / 10, MOST_SPREAD));
  }

  /** The longest wait of an attempt for a turn after that. */
  long longestTurn() {
    return gate.isPresent() && turns ? LONGEST_TURN : 0;
  }

  boolean waits() {
    return gate.map(Shared.Gate::waits).orElse(true);
  }
}
