/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.hedge;

import dev.holdfast.retry.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Which of two attempts counts: what is known of a race, and what follows from each event. Starts
 * nothing and ends nothing itself. Thread-safe.
 */
final class HedgeState<T> {

  /** Which attempt ended in what. */
  record End<T>(boolean bySecond, Outcome<T> outcome) {}

  /** What follows from the end of an attempt. */
  enum Next {
    /** The race was over already. */
    NOTHING,
    /** It failed, and the other goes on. */
    WAIT,
    /** It failed, and whether there is another will be known in a moment. */
    HOLD,
    /** The race is over. */
    OVER
  }

  private enum Second {
    NONE,
    STARTING,
    UNDER_WAY,
    ENDED
  }

  // All under the monitor.
  private boolean over;
  private boolean firstEnded;
  private Second second = Second.NONE;
  private @Nullable End<T> failed;
  private @Nullable String refused;

  /** It is time for the second attempt: whether there is still a use for it. */
  synchronized boolean starts() {
    if (!over) {
      second = Second.STARTING;
    }
    return !over;
  }

  /** Whether a second attempt that is about to begin would still have a first one beside it. */
  synchronized boolean awaitsSecond() {
    return !over && failed == null;
  }

  /** The second attempt is under way: whether there is still a use for it. */
  synchronized boolean started() {
    second = Second.UNDER_WAY;
    return !over;
  }

  /** There will be no second attempt. */
  synchronized void neverStarts(String why) {
    if (second == Second.NONE) {
      second = Second.ENDED;
      refused = why;
    }
  }

  /** There is no second attempt; what the race ends in, if it was waited for. */
  synchronized @Nullable End<T> notStarted(String why) {
    second = Second.ENDED;
    refused = why;
    if (over || failed == null) {
      return null;
    }
    over = true;
    return failed;
  }

  /**
   * An attempt has ended.
   *
   * @param settles whether the other one cannot end better
   */
  synchronized Next ended(End<T> end, boolean settles) {
    if (over) {
      return Next.NOTHING;
    }
    boolean otherRuns =
        end.bySecond() ? !firstEnded : second == Second.STARTING || second == Second.UNDER_WAY;
    if (end.bySecond()) {
      second = Second.ENDED;
    } else {
      firstEnded = true;
    }
    if (otherRuns && !settles) {
      failed = end;
      return second == Second.STARTING ? Next.HOLD : Next.WAIT;
    }
    over = true;
    return Next.OVER;
  }

  /** Nobody waits for the race any more. */
  synchronized void abandon() {
    over = true;
  }

  synchronized boolean isOver() {
    return over;
  }

  /** The attempt that failed while the other went on, if one did. */
  synchronized @Nullable End<T> failed() {
    return failed;
  }

  /** What became of the second attempt, at the end; null if there was none. */
  synchronized @Nullable String words(boolean settled) {
    if (refused != null) {
      return "not sent, " + refused;
    }
    return switch (second) {
      case NONE -> null;
      case STARTING, UNDER_WAY -> "cancelled";
      case ENDED ->
        failed != null && failed.bySecond() ? "failed first" : settled ? "won" : "failed too";
    };
  }
}
