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
  void printsATableForEachTroubleAndDrawsIt() throws Exception {
    Path drawings = directory.resolve("new/drawings");

    Ran ran = Ran.run("lab", "--clients=2", "--rate=1", "--svg=" + drawings);

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("2 clients with 1 call/s each; the server is down for 60 s")
        .contains("2 clients with 1 call/s each; the server is slow for 10 s")
        .containsPattern("\\| Holdfast \\| [0-9.]+× \\|")
        .doesNotContain("NaN");
    assertThat(Files.readString(drawings.resolve("outage.svg"))).startsWith("<svg ");
    assertThat(Files.readString(drawings.resolve("overload.svg"))).startsWith("<svg ");
  }

  @ParameterizedTest
  @CsvSource({"--clients, 0", "--clients, -5", "--rate, 0", "--rate, 10001", "--rate, many"})
  void refusesSizesThatSimulateNothing(String option, String value) {
    Ran ran = Ran.run("lab", option + "=" + value);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.errLines())
        .containsExactly("holdfast: " + option + ": " + value
            + " (expected: a whole number from 1 to 10000) (see 'holdfast lab --help')");
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
