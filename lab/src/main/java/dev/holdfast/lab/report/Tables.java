/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.report;

import dev.holdfast.lab.client.Policy;
import dev.holdfast.lab.story.Goal;
import dev.holdfast.lab.story.Result;
import dev.holdfast.lab.story.Story;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Formats results as tables in Markdown. One result for each story and policy. */
public final class Tables {

  private static final String HEAD = """
      | load | first second | peak after | healthy after | ok during | ok after | p99 | p99 after |
      """.strip();

  private final Map<String, Map<String, Result>> byStory = new LinkedHashMap<>();
  private final List<Story> stories;
  private final List<Policy> policies;

  /** Creates tables of these results. */
  public Tables(List<Result> results) {
    for (Result result : results) {
      byStory
          .computeIfAbsent(result.story().id(), id -> new LinkedHashMap<>())
          .putIfAbsent(result.policy().id(), result);
    }
    stories = results.stream().map(Result::story).distinct().toList();
    policies = results.stream().map(Result::policy).distinct().toList();
  }

  /** The stories, in order. */
  List<Story> stories() {
    return stories;
  }

  /** The policies, in order. */
  List<Policy> policies() {
    return policies;
  }

  /** The result of a policy in a story. */
  Result of(String story, String policy) {
    Map<String, Result> results = byStory.get(story);
    Result result = results == null ? null : results.get(policy);
    if (result == null) {
      throw new IllegalArgumentException("no result of " + policy + " in " + story);
    }
    return result;
  }

  /** The figures of one policy in each story, with the goals. */
  public String goals(String policy) {
    StringBuilder table = new StringBuilder("| story | the server |" + HEAD.substring(1) + "\n");
    table.append("|---".repeat(10)).append("|\n");
    for (Story story : stories) {
      Result result = of(story.id(), policy);
      table.append("| `" + story.id() + "` | " + story.title() + " |");
      cells(result)
          .forEach((figure, text) -> table.append(' ').append(marked(result, figure, text)));
      table.append(plain(result)).append('\n');
    }
    return table.toString();
  }

  private static Map<Goal.Figure, String> cells(Result result) {
    Map<Goal.Figure, String> cells = new LinkedHashMap<>();
    cells.put(Goal.Figure.LOAD, Figures.times(result.load()));
    cells.put(Goal.Figure.FIRST_SECOND, Figures.times(result.firstSecond()));
    cells.put(Goal.Figure.PEAK, Figures.times(result.peak()));
    cells.put(Goal.Figure.HEALTHY, Figures.seconds(result.healthy()));
    cells.put(Goal.Figure.OK_DURING, Figures.percent(result.okDuring()));
    cells.put(Goal.Figure.OK_AFTER, Figures.percent(result.okAfter()));
    return cells;
  }

  private static String plain(Result result) {
    return " " + Figures.duration(result.p99During()) + " | " + Figures.duration(result.p99After())
        + " |";
  }

  /** The figure: bold if its goal is reached, else with the goal. */
  private static String marked(Result result, Goal.Figure figure, String text) {
    for (Goal goal : result.story().goals()) {
      if (goal.figure() == figure) {
        return goal.met(result) ? "**" + text + "** |" : text + " (goal: " + goal + ") |";
      }
    }
    return text + " |";
  }

  /** All figures of all policies, a table for each story. */
  public String all() {
    StringBuilder text = new StringBuilder();
    for (Story story : stories) {
      text.append("\n### ").append(story.id()).append(": the server ").append(story.title());
      text.append("\n\n| policy |").append(HEAD.substring(1)).append('\n');
      text.append("|---".repeat(9)).append("|\n");
      for (Policy policy : policies) {
        Result result = of(story.id(), policy.id());
        text.append("| ").append(policy.title()).append(" | ");
        text.append(cells(result).values().stream().collect(Collectors.joining(" | ")));
        text.append(" |").append(plain(result)).append('\n');
      }
    }
    return text.toString();
  }

  /** One figure of some policies in some stories: a row for each policy. */
  public String matrix(
      List<String> ofStories, List<String> ofPolicies, Function<Result, String> cell) {
    StringBuilder table = new StringBuilder("| |");
    ofStories.forEach(story -> table.append(" `").append(story).append("` |"));
    table.append("\n").append("|---".repeat(ofStories.size() + 1)).append("|\n");
    for (String policy : ofPolicies) {
      table.append("| ").append(of(ofStories.get(0), policy).policy().title()).append(" |");
      for (String story : ofStories) {
        table.append(' ').append(cell.apply(of(story, policy))).append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }
}
