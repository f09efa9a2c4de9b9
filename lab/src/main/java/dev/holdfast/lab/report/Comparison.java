/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.report;

import dev.holdfast.lab.client.Policy;
import dev.holdfast.lab.story.Goal;
import dev.holdfast.lab.story.Result;
import dev.holdfast.lab.story.Story;
import java.util.ArrayList;
import java.util.List;

/** Compares policies in the figures for which a story has goals. */
final class Comparison {

  private final Tables tables;

  Comparison(Tables tables) {
    this.tables = tables;
  }

  /**
   * A table of the figures in which other policies are clearly better than that one: the best of
   * them, and its figure.
   */
  String better(String than, List<String> others) {
    StringBuilder table =
        new StringBuilder("| story | figure | Holdfast | better |\n|---|---|---|---|\n");
    for (Story story : tables.stories()) {
      Result own = tables.of(story.id(), than);
      for (Goal goal : story.goals()) {
        List<Result> ahead = new ArrayList<>();
        double best = value(goal, own) + margin(goal);
        for (String other : others) {
          Result result = tables.of(story.id(), other);
          if (value(goal, result) > best) {
            best = value(goal, result);
            ahead.add(result);
          }
        }
        if (!ahead.isEmpty()) {
          Result first = ahead.get(ahead.size() - 1);
          table.append(String.format(
              "| `%s` | %s | %s | %s: %s |%n",
              story.id(),
              goal.figure().title(),
              goal.measured(own),
              first.policy().title(),
              goal.measured(first)));
        }
      }
    }
    return table.toString();
  }

  /** For each of these policies, the figures in which it is clearly worse than that one. */
  String worse(String than, List<String> policies) {
    StringBuilder table =
        new StringBuilder("| asked for | worse than the default in |\n|---|---|\n");
    for (Policy policy : tables.policies()) {
      if (!policies.contains(policy.id())) {
        continue;
      }
      List<String> worse = new ArrayList<>();
      for (Story story : tables.stories()) {
        Result own = tables.of(story.id(), than);
        Result result = tables.of(story.id(), policy.id());
        for (Goal goal : story.goals()) {
          // A figure within the goal is good enough: a margin that is due to chance does no harm.
          if (!goal.met(result) && value(goal, own) > value(goal, result) + margin(goal)) {
            worse.add("`" + story.id() + "`: " + goal.figure().title() + " " + goal.measured(result)
                + " (" + goal.measured(own) + ")");
          }
        }
      }
      table
          .append("| ")
          .append(policy.title())
          .append(" | ")
          .append(worse.isEmpty() ? "nothing" : String.join("; ", worse))
          .append(" |\n");
    }
    return table.toString();
  }

  /**
   * The figure, where more is better. Less load than the calls make is no advantage: calls were
   * refused.
   */
  private static double value(Goal goal, Result result) {
    return switch (goal.figure()) {
      case LOAD -> -Math.max(1, result.load());
      case FIRST_SECOND -> -Math.max(1, result.firstSecond());
      case PEAK -> -Math.max(1, result.peak());
      case HEALTHY -> -result.healthy();
      case OK_DURING -> result.okDuring();
      case OK_AFTER -> result.okAfter();
    };
  }

  /** The largest difference that is not significant. */
  private static double margin(Goal goal) {
    return switch (goal.figure()) {
      case LOAD -> 0.02;
      case FIRST_SECOND, PEAK -> 0.1;
      case HEALTHY -> 0.5;
      case OK_DURING, OK_AFTER -> 0.0005;
    };
  }
}
