/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.report;

import dev.holdfast.lab.client.HoldfastPolicy;
import dev.holdfast.lab.story.Goal;
import dev.holdfast.lab.story.Result;
import java.util.ArrayList;
import java.util.List;

/** Checks whether Holdfast reaches the goals of the stories. */
public final class Check {

  private final List<String> missed = new ArrayList<>();
  private int met;

  /** Checks a result. Results of other policies have no goals. */
  public void add(Result result) {
    if (!result.policy().id().equals(HoldfastPolicy.defaults().id())) {
      return;
    }
    for (Goal goal : result.story().goals()) {
      if (goal.met(result)) {
        met++;
      } else {
        missed.add(result.story().id() + " (" + result.clients() + " clients, seed " + result.seed()
            + "): " + goal + ", but it is " + goal.measured(result));
      }
    }
  }

  /** The missed goals, one a line. */
  public List<String> missed() {
    return List.copyOf(missed);
  }

  /** The number of goals reached. */
  public int met() {
    return met;
  }
}
