/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.trace;

/** Makes text from servers and arguments safe to print in a line. */
public final class Printable {

  private Printable() {}

  /**
   * Returns the text with every control character replaced: no line break can forge a line of
   * output, and no escape sequence can reach the terminal.
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> line.appendCodePoint(unsafe(c) ? '?' : c));
    return line.toString();
  }

  private static boolean unsafe(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.FORMAT
        || type == Character.SURROGATE;
  }
}
