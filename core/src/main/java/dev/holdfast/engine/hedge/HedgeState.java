/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.hedge;

import dev.holdfast.retry.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The state of a hedged pair: decides which of the two attempts counts. Begins and ends no attempt
 * itself. Thread-safe.
 */
final class HedgeState<T> {

  /** The end of one attempt. */
  record End<T>(boolean bySecond, Outcome<T> outcome) {}

  /** The consequence of the end of an attempt. */
  enum Next {
    /** The pair had ended already. */
    NOTHING,
    /** The attempt failed; the other one runs. */
    WAIT,
    /** The attempt failed; whether a second one begins is not known yet. */
    HOLD,
    /** The pair has ended. */
    OVER
  }

  private enum Second {
    NONE,
    STARTING,
    UNDER_WAY,
    ENDED
  }

  // All guarded by the monitor.
  private boolean over;
  private boolean firstEnded;
  private Second second = Second.NONE;
  private @Nullable End<T> failed;
  private @Nullable String refused;

  /** The second attempt is due; returns whether it is still needed. */
  synchronized boolean starts() {
    if (!over) {
      second = Second.STARTING;
    }
    return !over;
  }

  /** Whether a second attempt would still run beside the first. */
  synchronized boolean awaitsSecond() {
    return !over && failed == null;
  }

  /** The second attempt has begun; returns whether it is still needed. */
  synchronized boolean started() {
    second = Second.UNDER_WAY;
    return !over;
  }

  /** The second attempt will not be made. */
  synchronized void neverStarts(String why) {
    if (second == Second.NONE) {
      second = Second.ENDED;
      refused = why;
    }
  }

  /** The second attempt was not made; returns the end of the pair if it waited for it. */
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
   * @param settles whether the other attempt cannot end better
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

  /** The outcome of the pair is not needed any more. */
  synchronized void abandon() {
    over = true;
  }

  synchronized boolean isOver() {
    return over;
  }

  /** The attempt that failed while the other ran; null if none did. */
  synchronized @Nullable End<T> failed() {
    return failed;
  }

  /** The result of the second attempt; null if there was none. */
  synchronized @Nullable HedgeResult result(boolean settled) {
    if (refused != null) {
      return HedgeResult.REFUSED;
    }
    return switch (second) {
      case NONE -> null;
      case STARTING, UNDER_WAY -> HedgeResult.CANCELLED;
      case ENDED ->
        settled && (failed == null || !failed.bySecond()) ? HedgeResult.WON : HedgeResult.FAILED;
    };
  }

  /** The result of the second attempt, in words; null if there was none. */
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
