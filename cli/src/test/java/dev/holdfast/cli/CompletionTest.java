/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that {@code holdfast generate-completion} prints, used by a real bash. */
class CompletionTest {

  @TempDir
  static Path directory;

  private static Path script = Path.of("completion");

  @BeforeAll
  static void generate() throws IOException {
    Ran ran = Ran.run("generate-completion");
    assertThat(ran.code()).isZero();
    script = Files.writeString(directory.resolve("completion"), ran.out());
  }

  @Test
  void completesCommands() throws Exception {
    assertThat(completed("holdfast", "")).contains("get", "request", "demo", "help");
  }

  @Test
  void completesOptions() throws Exception {
    assertThat(completed("holdfast", "get", "--retr"))
        .contains("--retries", "--retry-on", "--retry-methods", "--retry-after-max");
  }

  @Test
  void completesValuesOfWhichThereAreFew() throws Exception {
    assertThat(completed("holdfast", "get", "--trace", "")).containsExactly("text", "json", "none");
    assertThat(completed("holdfast", "request", "-X", "P")).containsExactly("POST", "PUT", "PATCH");
    assertThat(completed("holdfast", "get", "--jitter", "d")).containsExactly("decorrelated");
    assertThat(completed("holdfast", "get", "--first-retry", ""))
        .containsExactly("immediate", "delayed");
  }

  private static List<String> completed(String... words) throws Exception {
    String program = "source " + script + "; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
        + " _complete_holdfast; printf '%s\\n' \"${COMPREPLY[@]}\"";
    List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", program, "bash"));
    command.addAll(List.of(words));
    Process bash = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD) // bash reports compopt being used here
        .start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(output).isZero();
    return output.lines().map(String::strip).toList();
  }
}
