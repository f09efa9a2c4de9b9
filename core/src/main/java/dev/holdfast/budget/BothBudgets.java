/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.budget;

import java.util.Objects;
import java.util.OptionalLong;

/** Two budgets that both have to pay. */
record BothBudgets(Budget first, Budget second) implements Budget {

  BothBudgets {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
  }

  @Override
  public boolean tryAcquire() {
    return first.tryAcquire() && paysAsWell(second.tryAcquire());
  }

  @Override
  public boolean tryAcquire(Budget.Purpose purpose) {
    return first.tryAcquire(purpose) && paysAsWell(second.tryAcquire(purpose));
  }

  private boolean paysAsWell(boolean paid) {
    if (!paid) {
      first.refund();
    }
    return paid;
  }

  @Override
  public void refund() {
    first.refund();
    second.refund();
  }

  @Override
  public void deposit() {
    first.deposit();
    second.deposit();
  }

  @Override
  public void began() {
    first.began();
    second.began();
  }

  @Override
  public void ended() {
    first.ended();
    second.ended();
  }

  @Override
  public OptionalLong left() {
    OptionalLong one = first.left();
    OptionalLong other = second.left();
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
  }

  @Override
  public String describe() {
    return second.left().orElse(1) < first.left().orElse(1) ? second.describe() : first.describe();
  }
}
