/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import java.util.ArrayList;
import java.util.List;

/** Judges stories, and shrinks failing ones. */
final class Verdicts {

  private Verdicts() {}

  /** Plays a story in its mode and returns the deviations, one a line; empty if there are none. */
  static String complaints(Story story) {
    Trace trace = Play.of(story);
    List<String> complaints = new ArrayList<>(StoryInvariants.broken(story, trace));
    ReferenceModel.complaint(story, trace).ifPresent(complaints::add);
    return String.join("\n", complaints);
  }

  /** A failing story without the steps that do not matter, and with the rest simplified. */
  static Story shrunk(Story story) {
    Story smallest = story;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Story candidate : candidates(smallest)) {
        if (!complaints(candidate).isEmpty()) {
          smallest = candidate;
          smaller = true;
          break;
        }
      }
    }
    return smallest;
  }

  private static List<Story> candidates(Story story) {
    List<Story> candidates = new ArrayList<>();
    for (int i = 0; i < story.steps().size(); i++) {
      candidates.add(story.without(i));
      Step instant = story.steps().get(i).instant();
      if (!instant.equals(story.steps().get(i))) {
        candidates.add(story.with(i, instant));
      }
    }
    if (!story.plan().calmed().equals(story.plan())) {
      candidates.add(story.with(story.plan().calmed()));
    }
    return candidates;
  }

  /** A full report of a failing story; the first line replays it. */
  static String report(Story story) {
    Story shrunk = shrunk(story);
    return "replay with -Dholdfast.story=" + story.seed() + "\n" + complaints(story) + "\n" + story
        + "\nshrunk: " + complaints(shrunk) + "\n" + shrunk + "\n  trace "
        + Play.of(shrunk);
  }
}
