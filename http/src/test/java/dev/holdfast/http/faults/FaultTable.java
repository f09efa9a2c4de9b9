/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of {@code docs/faults.md}; their last two columns follow from the tagged tests. */
final class FaultTable {

  private static final Pattern ROW = Pattern.compile(
      "^\\| (?<id>[A-Z]\\d{1,2}) \\| (?<fault>.+?) \\| (?<answer>.+?) \\| (?<state>.*?) \\|(?<proof>.*)\\|$");

  private final List<String> lines;

  private FaultTable(List<String> lines) {
    this.lines = lines;
  }

  static FaultTable read(Path file) throws IOException {
    return new FaultTable(Files.readAllLines(file));
  }

  Set<String> ids() {
    return lines.stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> row.group("id"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The lines as they should be, given these tests. */
  List<String> matching(TaggedTests tests) {
    List<String> updated = new ArrayList<>(lines.size());
    for (String line : lines) {
      Matcher row = ROW.matcher(line);
      updated.add(row.matches() ? updated(row, tests.proving(row.group("id"))) : line);
    }
    return updated;
  }

  /** The lines that should be there and are not. */
  List<String> stale(TaggedTests tests) {
    List<String> stale = matching(tests);
    stale.removeAll(lines);
    return stale;
  }

  private static String updated(Matcher row, Set<String> tests) {
    String proof = tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining(", "));
    return "| %s | %s | %s | %s |%s|"
        .formatted(
            row.group("id"),
            row.group("fault"),
            row.group("answer"),
            state(row.group("state"), !tests.isEmpty()),
            proof.isEmpty() ? " " : " " + proof + " ");
  }

  /** What is written stays, except where it contradicts the tests. */
  private static String state(String written, boolean proven) {
    if (proven) {
      return written.startsWith("partly:") ? written : "**proven**";
    }
    boolean explained = written.startsWith("later:") || written.startsWith("not possible:");
    return explained ? written : "open";
  }
}
