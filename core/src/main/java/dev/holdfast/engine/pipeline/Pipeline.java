/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine.pipeline;

import dev.holdfast.budget.Budget;
import dev.holdfast.engine.latency.Timing;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.time.Deadline;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one origin: a budget that pays for retries, and guards that every attempt passes,
 * outermost first. Shared by all calls to the origin. Thread-safe.
 */
public final class Pipeline {

  private static final Pipeline NONE =
      new Pipeline(Budget.unlimited(), Budget.unlimited(), List.of(), Timing.none(), null);

  private final Budget budget;
  private final Budget hedgeBudget;
  private final List<Guard> guards;
  private final Timing timing;
  private final @Nullable EndListener listener;
  private final BudgetQueue waiting;

  private Pipeline(
      Budget budget,
      Budget hedgeBudget,
      List<Guard> guards,
      Timing timing,
      @Nullable EndListener listener) {
    this.budget = budget;
    this.hedgeBudget = hedgeBudget;
    this.guards = guards;
    this.timing = timing;
    this.listener = listener;
    this.waiting = new BudgetQueue(budget);
  }

  /** No policies. */
  public static Pipeline none() {
    return NONE;
  }

  /** A budget and guards, which are asked in that order. */
  public static Pipeline of(Budget budget, List<? extends Guard> guards) {
    return new Pipeline(
        Objects.requireNonNull(budget, "budget"),
        Budget.unlimited(),
        List.copyOf(guards),
        Timing.none(),
        null);
  }

  /** The same, with that timing of attempts. */
  public Pipeline with(Timing attempts) {
    return new Pipeline(
        budget, hedgeBudget, guards, Objects.requireNonNull(attempts, "attempts"), listener);
  }

  /** The same, with a budget of their own for hedges. */
  public Pipeline hedgesPayFrom(Budget account) {
    return new Pipeline(
        budget, Objects.requireNonNull(account, "account"), guards, timing, listener);
  }

  /** The same, with a listener to the ends of attempts. */
  public Pipeline telling(EndListener told) {
    return new Pipeline(budget, hedgeBudget, guards, timing, Objects.requireNonNull(told, "told"));
  }

  /** The budget that pays for retries. */
  public Budget budget() {
    return budget;
  }

  /** The budget that pays for hedges. */
  public Budget hedgeBudget() {
    return hedgeBudget;
  }

  /** The queue of retries that wait for the budget. */
  BudgetQueue waiting() {
    return waiting;
  }

  /** An attempt has passed all guards and begins. */
  void began() {
    budget.began();
  }

  /**
   * An attempt that began has ended.
   *
   * @param first whether it was the first of its call
   * @param paid whether it was a retry that the budget paid for
   */
  void ended(Ending ending, long tookNanos, boolean first, boolean paid) {
    budget.ended();
    if (ending == Ending.SUCCEEDED) {
      budget.deposit();
      hedgeBudget.deposit();
      if (paid) {
        budget.refund();
      }
      if (first) {
        waiting.succeeded();
      }
    }
    if (listener != null) {
      listener.ended(ending, tookNanos, first);
    }
  }

  /** The guards, outermost first. */
  public List<Guard> guards() {
    return guards;
  }

  /** Hedge and timeout of attempts, as far as they follow observed latency. */
  public Timing timing() {
    return timing;
  }

  /** Begins the run of an attempt through the guards. */
  public PipelineRun enter(Deadline deadline) {
    return new PipelineRun(this, deadline, false);
  }

  /** Begins the run of a second attempt, beside one that is running. */
  public PipelineRun enterBeside(Deadline deadline) {
    return new PipelineRun(this, deadline, true);
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
