/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.lab.client.HoldfastPolicy;
import dev.holdfast.lab.client.NoRetries;
import dev.holdfast.lab.client.Policies;
import dev.holdfast.lab.client.Policy;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StoriesTest {

  private static final int CLIENTS = 20;

  private static Result run(String story, String policy, long seed) {
    Policy by = Policies.all().stream()
        .filter(one -> one.id().equals(policy))
        .findFirst()
        .orElseThrow();
    return Stories.named(story).run(by, CLIENTS, seed);
  }

  private static String figures(Result result) {
    StringBuilder figures = new StringBuilder();
    for (int second = 0; second < result.tally().seconds(); second++) {
      figures.append(result.tally().attempts(second)).append(' ');
    }
    return figures
        .append(result.okDuring())
        .append(' ')
        .append(result.p99After())
        .toString();
  }

  @Tag("I17")
  @Test
  void theSameSeedGivesTheSameFiguresAndAnotherOneOthers() {
    String figures = figures(run("random20", "holdfast", 1));

    assertThat(figures(run("random20", "holdfast", 1))).isEqualTo(figures);
    assertThat(figures(run("random20", "holdfast", 2))).isNotEqualTo(figures);
  }

  @Tag("I7")
  @Test
  void theBudgetOfTheRealSessionKeepsAnOutageFromGrowing() {
    Result result = run("refuse", "holdfast", 1);

    assertThat(result.load()).isBetween(1.01, 1.15);
    assertThat(result.okAfter()).isEqualTo(1);
  }

  static List<String> names() {
    return Stories.all().stream().map(Story::id).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyStoryCanBeToldAndWithoutRetriesAddsNoLoad(String story) {
    Result result = run(story, "none", 1);

    assertThat(result.okDuring()).isBetween(0.0, 1.0);
    if (!Double.isNaN(result.load())) {
      assertThat(result.load()).isLessThanOrEqualTo(1.02);
    }
  }

  /** The behaviour of the server, as seen by clients without retries. */
  @ParameterizedTest
  @CsvSource({
    "refuse, 0, 0",
    "503-ra20, 0, 0",
    "503-date, 0, 0",
    "told-once, 0.99, 0.999",
    "limit, 0.7, 0.9",
    "random30, 0.65, 0.75",
    "shard, 0.77, 0.83",
    "burst20, 0.78, 0.82",
    "layers50, 0.46, 0.54",
    "threads, 0.999, 1"
  })
  void aServerInTroubleAnswersThatShare(String story, double least, double most) {
    assertThat(run(story, "none", 1).okDuring()).isBetween(least, most);
  }

  @Test
  void aCollapseOutlivesItsTriggerUntilTheLoadFalls() {
    Story story = Stories.named("collapse");

    Result steady = story.run(new NoRetries(), 200, 1);
    Result broken = story.run(
        Policies.all().stream()
            .filter(one -> one.id().equals("polly"))
            .findFirst()
            .orElseThrow(),
        200,
        1);

    assertThat(steady.healthy()).isInfinite();
    assertThat(steady.okAfter()).isLessThan(0.05);
    assertThat(broken.healthy()).isLessThan(15);
  }

  @Test
  void retriesWithoutABudgetKeepTheServerDown() {
    Result result = run("refuse", "urllib3", 1);

    assertThat(result.load()).isGreaterThan(5);
    assertThat(result.peak()).isGreaterThan(5);
  }

  @Test
  void aGoalIsMetUpToItsLastWrittenDigit() {
    Result result = run("refuse", "none", 1);

    assertThat(Goal.load(1).met(result)).isTrue();
    assertThat(Goal.load(0.99).met(result)).isFalse();
    assertThat(Goal.okAfter(100).met(result)).isTrue();
    assertThat(Goal.okDuring(1).met(result)).isFalse();
    assertThat(Goal.okDuring(1)).hasToString("ok during >= 1.00 %");
  }

  @Test
  void onlyTheDefaultHasNoTuning() {
    assertThat(Policies.variants())
        .allMatch(policy ->
            !((HoldfastPolicy) policy).tuning().equals(HoldfastPolicy.defaults().tuning()));
  }
}
