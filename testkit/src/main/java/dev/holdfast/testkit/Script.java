/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The steps still to be played. Guarded by its own monitor. */
final class Script {

  private final Deque<Step> steps = new ArrayDeque<>();
  private final Step whenExhausted;
  private int turnsOfFirst;

  Script(Step whenExhausted) {
    this.whenExhausted = whenExhausted;
  }

  synchronized void add(List<Step> more) {
    steps.addAll(more);
  }

  synchronized void replace(List<Step> others) {
    steps.clear();
    turnsOfFirst = 0;
    steps.addAll(others);
  }

  synchronized int size() {
    return steps.size();
  }

  /** Takes the next step if its moment is the given one. */
  synchronized Optional<Step> takeIf(Moment moment) {
    Step first = steps.peek();
    return first == null || first.moment() != moment ? Optional.empty() : Optional.of(take());
  }

  /**
   * Takes the next step, whatever its moment; when there is none, the step for an exhausted script.
   */
  synchronized Step take() {
    Step first = steps.peek();
    if (first == null) {
      return whenExhausted;
    }
    int turns = first instanceof RepeatedStep repeated ? repeated.times() : 1;
    turnsOfFirst++;
    if (turns != Integer.MAX_VALUE && turnsOfFirst >= turns) {
      steps.remove();
      turnsOfFirst = 0;
    }
    return first;
  }
}
