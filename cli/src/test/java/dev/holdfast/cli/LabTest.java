/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabTest {

  @TempDir
  Path directory;

  @Test
  void printsALineForEachStoryAndPolicyAndDrawsTheLoad() throws Exception {
    Path drawings = directory.resolve("new/drawings");

    Ran ran = Ran.run(
        "lab",
        "--stories=refuse,limit",
        "--policies=none,holdfast",
        "--clients=4",
        "--svg=" + drawings);

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .containsPattern("refuse +none +4 +1 +1\\.00× ")
        .containsPattern("limit +holdfast +4 +1 .* 4/4\\s*$")
        .doesNotContain("NaN");
    assertThat(Files.readString(drawings.resolve("refuse.svg"))).startsWith("<svg ");
    assertThat(Files.readString(drawings.resolve("limit.svg"))).startsWith("<svg ");
  }

  @Test
  void saysWhichGoalsAreMet() {
    Ran ran = Ran.run("lab", "--stories=refuse", "--clients=50", "--check");

    assertThat(ran.out()).containsPattern("goals: [1-9] met, [0-9] missed");
  }

  @Test
  void namesItsStoriesAndPolicies() {
    Ran ran = Ran.run("lab", "--list");

    assertThat(ran.out())
        .contains("refuse       the server refuses connections for 60 s")
        .contains("aws                AWS SDK, standard mode of 2026");
  }

  @ParameterizedTest
  @CsvSource({"--clients, 0", "--clients, -5", "--seeds, 0", "--threads, 10001", "--seeds, many"})
  void refusesSizesThatSimulateNothing(String option, String value) {
    Ran ran = Ran.run("lab", option + "=" + value);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines())
        .containsExactly("holdfast: " + option + ": " + value
            + " (expected: a whole number from 1 to 10000) (see 'holdfast lab --help')");
  }

  @Test
  void namesWhatItKnowsWhenAskedForAnotherStory() {
    Ran ran = Ran.run("lab", "--stories=fire");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.errLines())
        .singleElement()
        .asString()
        .startsWith("holdfast: --stories: fire (expected: refuse, hang, 503, ");
  }

  @Test
  void findsOutBeforeTheSimulationWhetherItsDrawingsHaveAPlace() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "in the way");

    Ran ran = Ran.run("lab", "--svg=" + file.resolve("below"));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines())
        .singleElement()
        .asString()
        .contains("--svg: ", "(expected: a directory that can be made and written to)");
  }
}
