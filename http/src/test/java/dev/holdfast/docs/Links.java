/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The links of a page that lead to files of the project and to headings in them. */
final class Links {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("(https?|mailto):.*");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");

  private Links() {}

  static Stream<String> of(Page page) {
    return LINK.matcher(String.join("\n", page.prose()))
        .results()
        .map(match -> match.group(1))
        .filter(target -> !ELSEWHERE.matcher(target).matches());
  }

  /** What is wrong with the links of that page. */
  static List<String> dangling(Page page, Path root) {
    return of(page)
        .map(target -> problem(page, root, target))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> problem(Page page, Path root, String target) {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path file = path.isEmpty()
        ? root.resolve(page.name())
        : root.resolve(page.name()).resolveSibling(path).normalize();
    if (!Files.exists(file)) {
      return Optional.of(page.name() + " links to " + target + ", which does not exist");
    }
    return hash < 0 ? Optional.empty() : read(root, file).lacks(target.substring(hash + 1));
  }

  static Page read(Path root, Path file) {
    try {
      return new Page(
          root.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file));
    } catch (IOException e) {
      throw new AssertionError(file.toString(), e);
    }
  }

  /** The anchor that a forge gives a heading; empty if the line is none. */
  static Optional<String> anchor(String line) {
    Matcher heading = HEADING.matcher(line);
    return heading.matches()
        ? Optional.of(heading
            .group(1)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N} _-]", "")
            .replace(' ', '-'))
        : Optional.empty();
  }
}
