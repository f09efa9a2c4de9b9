/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.Optional;

/**
 * The budgets that pay for a retry to one origin: the origin's own, and that of the whole session.
 */
final class AccountsModel {

  private static final long SECOND = 1_000_000_000;
  private static final Shared.Purse SESSION = new Shared.Purse(0.25, 20, 60 * SECOND, 4 * SECOND);

  private final BudgetModel origin;
  private final BudgetModel session;

  AccountsModel(BudgetModel origin, BudgetModel session) {
    this.origin = origin;
    this.session = session;
  }

  /** The budget of all origins together, if there are budgets. */
  static BudgetModel ofSession(Shared shared) {
    return new BudgetModel(shared.purse().map(any -> SESSION));
  }

  /** The budget of one origin. */
  static BudgetModel ofOrigin(Optional<Shared.Purse> purse) {
    return new BudgetModel(purse);
  }

  /** Whether both pay. If one of them does not, the payment of the other is refunded. */
  boolean pays(long now, BudgetModel.Ask ask, boolean was) {
    if (!origin.pays(now, ask, was)) {
      return false;
    }
    boolean both = session.pays(now, ask, was);
    if (!both) {
      origin.refund(now);
    }
    return both;
  }

  void succeeded(long now) {
    origin.succeeded(now);
    session.succeeded(now);
  }

  void refund(long now) {
    origin.refund(now);
    session.refund(now);
  }
}
