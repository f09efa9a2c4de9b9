/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.ArrayList;
import java.util.List;

/** A call and the steps of its attempts; after the last step every attempt is answered with 200. */
record Story(long seed, Plan plan, List<Step> steps) {

  Step step(int index) {
    return index < steps.size() ? steps.get(index) : Step.answering(200);
  }

  Story without(int index) {
    List<Step> fewer = new ArrayList<>(steps);
    fewer.remove(index);
    return new Story(seed, plan, List.copyOf(fewer));
  }

  Story with(int index, Step other) {
    List<Step> changed = new ArrayList<>(steps);
    changed.set(index, other);
    return new Story(seed, plan, List.copyOf(changed));
  }

  /** Whether a server asks for a pause until a date: the earlier it asks, the longer the pause. */
  boolean dated() {
    return steps.stream()
        .flatMap(step -> ScriptedResponse.answer(step).retryAfter().stream())
        .anyMatch(Step.Wish.At.class::isInstance);
  }

  Story with(Plan other) {
    return new Story(seed, other, steps);
  }

  /** The same story without interrupts, which have no effect on an asynchronous call. */
  Story uninterrupted() {
    List<Step> calm = steps.stream().map(Step::uninterrupted).toList();
    return new Story(seed, plan, calm);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("story " + seed + "\n  " + plan);
    for (int i = 0; i < steps.size(); i++) {
      text.append("\n  step ").append(i + 1).append(": ").append(steps.get(i));
    }
    return text.toString();
  }
}
