/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.util.List;

/** A step that stays in the script for more than one turn. */
final class RepeatedStep extends Step {

  private final int times;
  private final Step step;

  RepeatedStep(int times, Step step) {
    if (times < 1) {
      throw new IllegalArgumentException("times: " + times + " (expected: >= 1)");
    }
    this.times = times;
    this.step = step;
  }

  int times() {
    return times;
  }

  @Override
  Moment moment() {
    return step.moment();
  }

  @Override
  List<Action> actions(Exchange exchange) {
    return step.actions(exchange);
  }

  @Override
  public String toString() {
    return (times == Integer.MAX_VALUE ? "always " : times + " times ") + step;
  }
}
