/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

import java.util.OptionalLong;

/** A budget that pays for retries. Thread-safe. */
public interface Budget {

  /**
   * Pays for one retry, if the budget allows it. Called once for each retry, before it is granted.
   */
  boolean tryAcquire();

  /**
   * As {@link #tryAcquire()}, for a budget that depends on the purpose. Default: the purpose is
   * ignored.
   *
   * @param purpose of the retry
   */
  default boolean tryAcquire(Purpose purpose) {
    return tryAcquire();
  }

  /**
   * Refunds one retry: it was not made, or it succeeded and so added nothing to an outage. Default:
   * nothing is refunded.
   */
  default void refund() {}

  /** An attempt succeeded; it earns a part of a retry. */
  void deposit();

  /** An attempt begins. Default: does nothing. */
  default void began() {}

  /** An attempt has ended. Default: does nothing. */
  default void ended() {}

  /** The number of retries left, if known. Default: unknown. */
  default OptionalLong left() {
    return OptionalLong.empty();
  }

  /** The budget and its rest, in words: the reason of a refused retry. */
  String describe();

  /** A budget without a limit. */
  static Budget unlimited() {
    return Unlimited.INSTANCE;
  }

  /** Two budgets that both have to pay, such as that of an origin and that of a session. */
  static Budget both(Budget first, Budget second) {
    return new BothBudgets(first, second);
  }

  /**
   * The purpose of a retry. Immutable.
   *
   * @param call identifies the call: the same for all its retries
   * @param tookNanos duration of the failed attempt
   * @param waits number of retries of this call, this one included, that wait as long as the server
   *     asked; 0 if this one waits for a backoff
   */
  record Purpose(long call, long tookNanos, int waits) {}
}
