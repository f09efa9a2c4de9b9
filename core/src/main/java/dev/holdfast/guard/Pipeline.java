/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

import dev.holdfast.budget.Budget;
import dev.holdfast.time.Deadline;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The policies on the way to one place: a budget that retries are paid from, and guards that every
 * attempt passes, outermost first. Shared by all calls to that place. Thread-safe.
 */
public final class Pipeline {

  private static final Pipeline NONE = new Pipeline(Budget.unlimited(), List.of());

  private final Budget budget;
  private final List<Guard> guards;

  private Pipeline(Budget budget, List<Guard> guards) {
    this.budget = budget;
    this.guards = guards;
  }

  /** No policies: every attempt may begin, and every retry is free. */
  public static Pipeline none() {
    return NONE;
  }

  /** Those policies; the guards are asked in that order. */
  public static Pipeline of(Budget budget, List<? extends Guard> guards) {
    return new Pipeline(Objects.requireNonNull(budget, "budget"), List.copyOf(guards));
  }

  /** What retries are paid from. */
  public Budget budget() {
    return budget;
  }

  /** The guards, outermost first. */
  public List<Guard> guards() {
    return guards;
  }

  /** An attempt stands at the outermost guard. */
  public Entry enter(Deadline deadline) {
    return new Entry(this, deadline);
  }

  /** The policies with their numbers, one a line, in the order in which they act. */
  public String describe() {
    String inner =
        guards.stream().map(guard -> "\n" + guard.describe()).collect(Collectors.joining());
    return budget.describe() + inner;
  }

  @Override
  public String toString() {
    return "Pipeline[" + describe().replace("\n", "; ") + "]";
  }
}
