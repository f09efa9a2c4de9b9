/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands on the pages are valid: {@code ./holdfast …} at the start of a line. */
class DocumentedCommandsTest {

  private static final String LAUNCHER = "./holdfast ";

  static List<String> commands() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    try (Stream<Path> top = Files.list(root);
        Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .flatMap(DocumentedCommandsTest::lines)
          .filter(line -> line.startsWith(LAUNCHER))
          .distinct()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void areUnderstood(String command) {
    assertThatCode(() -> parse(command)).doesNotThrowAnyException();
  }

  @Test
  void wouldNotBeIfAnOptionWereMissing() {
    assertThatExceptionOfType(UnmatchedArgumentException.class)
        .isThrownBy(() -> parse("./holdfast get http://127.0.0.1/ --no-such-option"));
  }

  private static void parse(String command) {
    String[] words = command.substring(LAUNCHER.length()).replace("'", "").split(" +", -1);
    Holdfast.commandLine(Streams.ofProcess()).parseArgs(words);
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
