/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

import java.util.OptionalLong;

/** An account that retries are paid from. Thread-safe. */
public interface Budget {

  /**
   * Takes one retry out, if there is one: asked once for each retry that is about to be granted.
   */
  boolean tryAcquire();

  /**
   * The same, for an account that wants to know what the retry is for. Default: it does not.
   *
   * @param purpose of the retry
   */
  default boolean tryAcquire(Purpose purpose) {
    return tryAcquire();
  }

  /**
   * What was taken out goes back: no attempt was paid with it, or the attempt succeeded and so
   * added nothing to an outage. Default: it is kept.
   */
  default void refund() {}

  /** An attempt succeeded, which pays for a part of a retry. */
  void deposit();

  /** An attempt begins: it may succeed, and pay then. Default: does nothing. */
  default void began() {}

  /** An attempt that began has ended, in whatever way. Default: does nothing. */
  default void ended() {}

  /** How many retries it would grant now, if it can tell. Default: it cannot. */
  default OptionalLong left() {
    return OptionalLong.empty();
  }

  /** What it allows and what is left, in words: the reason when a retry is refused. */
  String describe();

  /** An account that is never empty. */
  static Budget unlimited() {
    return Unlimited.INSTANCE;
  }

  /** Two accounts that both have to pay, such as that of an origin and that of a whole session. */
  static Budget both(Budget first, Budget second) {
    return new BothBudgets(first, second);
  }

  /**
   * What a retry is for, as far as an account goes by it. Immutable.
   *
   * @param call tells calls apart: the same for all retries of one call
   * @param tookNanos how long the attempt took that failed
   * @param waits how many retries of this call, this one included, wait as long as the server asked
   *     to; 0 if this one waits for a backoff
   */
  record Purpose(long call, long tookNanos, int waits) {}
}
