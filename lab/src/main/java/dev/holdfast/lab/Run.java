/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab;

import dev.holdfast.lab.client.Policy;
import dev.holdfast.lab.story.Result;
import dev.holdfast.lab.story.Story;
import java.util.ArrayList;
import java.util.List;

/**
 * One simulation of a story.
 *
 * @param clients the number of clients; ignored by stories with their own fleet
 * @param seed of all randomness in it
 */
public record Run(Story story, Policy policy, int clients, long seed) {

  /** Returns all combinations, story by story; a story with its own fleet has one size. */
  public static List<Run> all(
      List<Story> stories, List<Policy> policies, List<Integer> sizes, int seeds) {
    List<Run> runs = new ArrayList<>();
    for (Story story : stories) {
      for (Policy policy : policies) {
        for (int clients : story.sized() ? sizes.subList(0, 1) : sizes) {
          for (int seed = 1; seed <= seeds; seed++) {
            runs.add(new Run(story, policy, clients, seed));
          }
        }
      }
    }
    return List.copyOf(runs);
  }

  /** Runs the simulation. The result is the same every time. */
  public Result result() {
    return story.run(policy, clients, seed);
  }
}
