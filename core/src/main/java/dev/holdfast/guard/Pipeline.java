/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

import dev.holdfast.budget.Budget;
import dev.holdfast.latency.Timing;
import dev.holdfast.time.Deadline;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The policies on the way to one place: a budget that retries are paid from, and guards that every
 * attempt passes, outermost first. Shared by all calls to that place. Thread-safe.
 */
public final class Pipeline {

  private static final Pipeline NONE = new Pipeline(Budget.unlimited(), List.of(), Timing.none());

  private final Budget budget;
  private final List<Guard> guards;
  private final Timing timing;

  private Pipeline(Budget budget, List<Guard> guards, Timing timing) {
    this.budget = budget;
    this.guards = guards;
    this.timing = timing;
  }

  /** No policies: every attempt may begin, and every retry is free. */
  public static Pipeline none() {
    return NONE;
  }

  /** Those policies; the guards are asked in that order. */
  public static Pipeline of(Budget budget, List<? extends Guard> guards) {
    return new Pipeline(
        Objects.requireNonNull(budget, "budget"), List.copyOf(guards), Timing.none());
  }

  /** The same, with that for its attempts. */
  public Pipeline with(Timing attempts) {
    return new Pipeline(budget, guards, Objects.requireNonNull(attempts, "attempts"));
  }

  /** What retries are paid from. */
  public Budget budget() {
    return budget;
  }

  /** The guards, outermost first. */
  public List<Guard> guards() {
    return guards;
  }

  /** When attempts are hedged and how long they may take, as far as that is observed. */
  public Timing timing() {
    return timing;
  }

  /** An attempt stands at the outermost guard. */
  public Entry enter(Deadline deadline) {
    return new Entry(this, deadline, false);
  }

  /** A second attempt, beside one that is under way, stands at the outermost guard. */
  public Entry enterBeside(Deadline deadline) {
    return new Entry(this, deadline, true);
  }

  /** The policies with their numbers, one a line, in the order in which they act. */
  public String describe() {
    String inner =
        guards.stream().map(guard -> "\n" + guard.describe()).collect(Collectors.joining());
    return budget.describe() + inner + timing.describe();
  }

  @Override
  public String toString() {
    return "Pipeline[" + describe().replace("\n", "; ") + "]";
  }
}
