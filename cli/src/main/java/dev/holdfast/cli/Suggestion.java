/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The name that was probably meant by a mistyped one. */
final class Suggestion {

  /** With more differences, it is another word. */
  private static final int MOST_DIFFERENCES = 2;

  private Suggestion() {}

  /** Returns the nearest of the names, if it is near enough. */
  static Optional<String> nearest(String typed, Stream<String> names) {
    return names
        .filter(name -> Math.abs(name.length() - typed.length()) <= MOST_DIFFERENCES)
        .min(Comparator.comparingInt(name -> differences(typed, name)))
        .filter(name -> differences(typed, name) <= MOST_DIFFERENCES);
  }

  /** Levenshtein's distance: the number of characters to add, drop or replace. */
  private static int differences(String from, String to) {
    int[] row = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
