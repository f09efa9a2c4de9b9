/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.lab.Lab;
import dev.holdfast.lab.Run;
import dev.holdfast.lab.client.Policies;
import dev.holdfast.lab.story.Result;
import dev.holdfast.lab.story.Stories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabDocsTest {

  /** Stories that take no time: the rest of the page comes from the same command. */
  @ParameterizedTest
  @ValueSource(strings = {"origins", "script", "burst20"})
  void thePageQuotesWhatTheLabSays(String story) throws Exception {
    String page = Files.readString(Path.of("../docs/outages/stories.md"));

    List<Result> results = Lab.run(
        Run.all(List.of(Stories.named(story)), Policies.all(), List.of(200), 1), 1, result -> {});

    assertThat(page)
        .as("./holdfast lab --docs . writes the page")
        .contains(new Tables(results).all().strip());
  }

  @Test
  void replacesThePartOfThatNameAndLeavesTheRest() {
    String page =
        "a\n<!-- lab: x -->\nold\n<!-- lab: end -->\nb\n<!-- lab: y -->\n<!-- lab: end -->\n";

    assertThat(Blocks.replace(page, "x", "new"))
        .isEqualTo(
            "a\n<!-- lab: x -->\n\nnew\n<!-- lab: end -->\nb\n<!-- lab: y -->\n<!-- lab: end -->\n");
    assertThatThrownBy(() -> Blocks.replace(page, "z", "new"))
        .hasMessage("no part 'z' on the page");
  }

  @Test
  void aPictureShowsALineForEachPolicyAndSaysHowHighOneGoesThatIsCutOff() throws Exception {
    List<Result> results = Lab.run(
        Run.all(
            List.of(Stories.named("cron-date")), Policies.peers().subList(0, 3), List.of(200), 1),
        2,
        result -> {});

    assertThat(Chart.of(results))
        .startsWith("<svg ")
        .endsWith("</svg>\n")
        .contains("no retries", "up to ", "2,000 clients");
  }
}
