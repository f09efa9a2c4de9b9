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

/** Whether Holdfast reaches the goals of the stories. */
public final class Check {

  private final List<String> missed = new ArrayList<>();
  private int met;

  /** Looks at a result; those of other policies have no goals. */
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

  /** The goals that were not reached, one a line. */
  public List<String> missed() {
    return List.copyOf(missed);
  }

  /** How many were reached. */
  public int met() {
    return met;
  }
}
