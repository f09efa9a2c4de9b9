/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks a long line at blanks; continuation lines are indented a little more than the line itself.
 */
final class Wrapping {

  private static final String HANGING = "    ";

  private Wrapping() {}

  /**
   * Returns the line in pieces of at most that many characters; longer only where there is no
   * blank.
   */
  static List<String> wrap(String line, int width) {
    String indent = " ".repeat(line.length() - line.stripLeading().length());
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder(indent);
    for (String word : line.strip().split(" ", -1)) {
      boolean first = piece.toString().isBlank();
      if (!first && piece.length() + 1 + word.length() > width) {
        pieces.add(piece.toString());
        piece = new StringBuilder(indent + HANGING);
        first = true;
      }
      piece.append(first ? "" : " ").append(word);
    }
    pieces.add(piece.toString());
    return pieces;
  }
}
