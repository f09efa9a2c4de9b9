/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.report;

/**
 * Replaces generated parts of pages. A part is between two comments, the first of which names it.
 */
final class Blocks {

  private static final String END = "<!-- lab: end -->";

  private Blocks() {}

  /** Returns the page with the text between the comment of that name and the next end. */
  static String replace(String page, String name, String text) {
    String begin = "<!-- lab: " + name + " -->\n";
    int from = page.indexOf(begin);
    int to = from < 0 ? -1 : page.indexOf(END, from);
    if (to < 0) {
      throw new IllegalArgumentException("no part '" + name + "' on the page");
    }
    return page.substring(0, from + begin.length()) + "\n" + text + "\n" + page.substring(to);
  }
}
