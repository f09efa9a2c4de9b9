/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.lab.client.HoldfastPolicy;
import dev.holdfast.lab.client.NoRetries;
import dev.holdfast.lab.client.Policy;
import dev.holdfast.lab.story.Result;
import dev.holdfast.lab.story.Stories;
import dev.holdfast.lab.story.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StoriesTest {

  private static final int CLIENTS = 20;

  private static Result run(String id, Policy policy, long seed) {
    Story story =
        Stories.all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    return story.run(policy, CLIENTS, seed);
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
    Policy policy = HoldfastPolicy.defaults();

    String figures = figures(run("random20", policy, 1));

    assertThat(figures(run("random20", policy, 1))).isEqualTo(figures);
    assertThat(figures(run("random20", policy, 2))).isNotEqualTo(figures);
  }

  @Test
  void withoutRetriesAnOutageCostsItsCallsAndNoMore() {
    Result result = run("refuse", new NoRetries(), 1);

    assertThat(result.load()).isEqualTo(1);
    assertThat(result.okDuring()).isZero();
    assertThat(result.okAfter()).isEqualTo(1);
    assertThat(result.healthy()).isLessThanOrEqualTo(1);
  }

  @Tag("I7")
  @Test
  void theBudgetOfTheRealSessionKeepsAnOutageFromGrowing() {
    Result result = run("refuse", HoldfastPolicy.defaults(), 1);

    assertThat(result.load()).isBetween(1.01, 1.15);
    assertThat(result.okAfter()).isEqualTo(1);
  }
}
