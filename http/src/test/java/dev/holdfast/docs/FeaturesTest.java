/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of features claims nothing that no test proves. */
class FeaturesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern ROW = Pattern.compile("^\\| ([^|]+) \\| ((?:yes|no)[^|]*) \\|.*");
  private static final Pattern PROOF = Pattern.compile("`(\\w+Test)`");
  private static final int COLUMNS = 10;

  @Test
  void everyYesNamesTestsThatExist() throws IOException {
    Set<String> tests = tests();
    List<String> unproven = new ArrayList<>();
    List<String> rows = rows();
    for (String row : rows) {
      String claim = ROW.matcher(row).replaceAll("$2");
      List<String> proofs = PROOF
          .matcher(claim)
          .results()
          .map((MatchResult found) -> found.group(1))
          .toList();
      if (claim.startsWith("yes") && (proofs.isEmpty() || !tests.containsAll(proofs))) {
        unproven.add(row);
      }
    }

    assertThat(rows).hasSizeGreaterThan(40);
    assertThat(unproven).as("features without a test").isEmpty();
  }

  @Test
  void everyRowHasACellForEachClient() throws IOException {
    assertThat(rows()).allSatisfy(row -> assertThat(row.split("\\|", -1)).hasSize(COLUMNS + 2));
  }

  private static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve("docs/features.md"))) {
      return lines.filter(line -> ROW.matcher(line).matches()).toList();
    }
  }

  private static Set<String> tests() throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.toString().endsWith("Test.java"))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .forEach(names::add);
    }
    return names;
  }
}
