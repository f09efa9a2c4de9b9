/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/faults.md} and the tags of the tests together. */
class FaultTableTest {

  private static final Path ROOT = root();
  private static final Path FILE = ROOT.resolve("docs/faults.md");

  private static TaggedTests tests;
  private static FaultTable table;

  @BeforeAll
  static void read() throws IOException {
    tests = TaggedTests.in(ROOT);
    table = FaultTable.read(FILE);
    if (Boolean.getBoolean("docs.update")) {
      Files.write(FILE, table.matching(tests));
      table = FaultTable.read(FILE);
    }
  }

  @Test
  void everyRowSaysWhichTestsProveIt() {
    assertThat(table.stale(tests))
        .as("rows of docs/faults.md as they should be; -Ddocs.update=true writes them")
        .isEmpty();
  }

  @Test
  void everyTagHasARow() {
    assertThat(table.ids()).hasSizeGreaterThan(150).containsAll(tests.ids());
  }

  @Test
  void everyTagIsOnATest() {
    assertThat(tests.misplaced()).isEmpty();
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("testkit"))) {
      directory = Objects.requireNonNull(directory.getParent(), "not in the project");
    }
    return directory;
  }
}
