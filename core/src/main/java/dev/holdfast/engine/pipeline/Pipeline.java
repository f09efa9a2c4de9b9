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
 * The policies on the way to one place: a budget that retries are paid from, and guards that every
 * attempt passes, outermost first. Shared by all calls to that place. Thread-safe.
 */
public final class Pipeline {

  private static final Pipeline NONE =
      new Pipeline(Budget.unlimited(), Budget.unlimited(), List.of(), Timing.none(), null);

  private final Budget budget;
  private final Budget hedgeBudget;
  private final List<Guard> guards;
  private final Timing timing;
  private final @Nullable EndListener listener;

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
  }

  /** No policies: every attempt may begin, and every retry is free. */
  public static Pipeline none() {
    return NONE;
  }

  /** Those policies; the guards are asked in that order. */
  public static Pipeline of(Budget budget, List<? extends Guard> guards) {
    return new Pipeline(
        Objects.requireNonNull(budget, "budget"),
        Budget.unlimited(),
        List.copyOf(guards),
        Timing.none(),
        null);
  }

  /** The same, with that for its attempts. */
  public Pipeline with(Timing attempts) {
    return new Pipeline(
        budget, hedgeBudget, guards, Objects.requireNonNull(attempts, "attempts"), listener);
  }

  /** The same, with an account of their own that hedges are paid from. */
  public Pipeline hedgesPayFrom(Budget account) {
    return new Pipeline(
        budget, Objects.requireNonNull(account, "account"), guards, timing, listener);
  }

  /** The same, with a listener that is told how attempts end. */
  public Pipeline telling(EndListener told) {
    return new Pipeline(budget, hedgeBudget, guards, timing, Objects.requireNonNull(told, "told"));
  }

  /** What retries are paid from. */
  public Budget budget() {
    return budget;
  }

  /** What hedges are paid from. */
  public Budget hedgeBudget() {
    return hedgeBudget;
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
    }
    if (listener != null) {
      listener.ended(ending, tookNanos, first);
    }
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
  public PipelineRun enter(Deadline deadline) {
    return new PipelineRun(this, deadline, false);
  }

  /** A second attempt, beside one that is under way, stands at the outermost guard. */
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
