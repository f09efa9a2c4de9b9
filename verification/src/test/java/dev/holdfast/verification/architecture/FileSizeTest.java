/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Limits the length of files: a file has one idea, and a longer one has a second. */
class FileSizeTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> NOT_SOURCES = Set.of(".git", "target");
  private static final int MAX_MAIN_LINES = 400;
  private static final int MAX_TEST_LINES = 500;

  @Test
  void noFileIsLongerThanItsIdeaNeeds() throws IOException {
    List<Path> sources = sources();
    List<String> tooLong = new ArrayList<>();
    for (Path source : sources) {
      int lines = Files.readAllLines(source).size();
      if (lines > limit(source)) {
        tooLong.add(
            ROOT.relativize(source) + ": " + lines + " (expected: at most " + limit(source) + ")");
      }
    }

    assertThat(sources).hasSizeGreaterThan(500);
    assertThat(tooLong).as("files to split by idea").isEmpty();
  }

  private static int limit(Path source) {
    boolean test = ROOT.relativize(source).toString().replace('\\', '/').contains("src/test/");
    return test ? MAX_TEST_LINES : MAX_MAIN_LINES;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        boolean skipped = NOT_SOURCES.contains(directory.getFileName().toString());
        return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.toString().endsWith(".java")) {
          sources.add(file);
        }
        return FileVisitResult.CONTINUE;
      }
    });
    return sources;
  }
}
