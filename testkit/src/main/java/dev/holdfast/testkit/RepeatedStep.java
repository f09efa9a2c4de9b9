/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.util.List;
import java.util.Objects;

/** A step that stays in the script for more than one turn. */
final class RepeatedStep extends Step {

  private final int times;
  private final Step step;

  RepeatedStep(int times, Step step) {
    if (times < 1) {
      throw new IllegalArgumentException("times: " + times + " (expected: >= 1)");
    }
    this.times = times;
    this.step = Objects.requireNonNull(step, "step");
  }

  /** Turns in the script; {@link Integer#MAX_VALUE} for ever. A repeated step multiplies. */
  int times() {
    long each = step instanceof RepeatedStep repeated ? repeated.times() : 1;
    return (int) Math.min(Integer.MAX_VALUE, times * each);
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
