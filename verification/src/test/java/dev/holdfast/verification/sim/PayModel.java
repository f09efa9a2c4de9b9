/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.OptionalLong;

/** The payments and refunds for the retries of one call. */
final class PayModel {

  private static final long QUICK = 1_000_000_000;
  private static final long LONG_WAIT = 10_000_000_000L;

  private int longWaits;
  private boolean refundable;

  /**
   * A retry that is not free.
   *
   * @param delay before it, as far as the rules determine it
   * @param took the duration of the failed attempt
   * @param serverDelay whether the server asked for that wait
   * @param dated whether it did so with a date
   * @param returned whether the payment is refunded if the retry succeeds
   */
  record Retry(
      WaitModel.Interval delay, long took, boolean serverDelay, boolean dated, boolean returned) {}

  /**
   * Whether it is paid for.
   *
   * @param delay in the trace, if there was one
   */
  boolean pays(AccountsModel accounts, long now, Retry retry, OptionalLong delay) {
    long shortest = delay.orElse(retry.delay().least());
    long longest = delay.orElse(retry.delay().most());
    boolean mayBeLong = retry.serverDelay() && (retry.dated() || longest > LONG_WAIT);
    boolean surely = mayBeLong && (retry.dated() || shortest > LONG_WAIT);
    longWaits += mayBeLong ? 1 : 0;
    BudgetModel.Ask ask = new BudgetModel.Ask(this, mayBeLong ? longWaits : 0, surely);
    boolean paid = accounts.pays(now, ask, delay.isPresent());
    refundable = paid && retry.returned() && retry.took() < QUICK;
    return paid;
  }

  /** Records the end of the attempt that was paid for last, if one was. */
  void ended(AccountsModel accounts, boolean success, long now) {
    if (success && refundable) {
      accounts.refund(now);
    }
    refundable = false;
  }
}
