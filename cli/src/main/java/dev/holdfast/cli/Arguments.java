/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.util.Optional;

/** What the operating system handed over as arguments, before anything reads them. */
final class Arguments {

  /** What Java makes of bytes that the locale's character set does not know. */
  private static final char REPLACEMENT = '\ufffd';

  private Arguments() {}

  /**
   * Why the arguments cannot be used: one holds letters that were lost. To send what is left of a
   * password or a path would be worse than to send nothing. The argument is not repeated.
   *
   * @param charset of the locale, by which Java read them
   */
  static Optional<String> problem(String[] args, String charset) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].indexOf(REPLACEMENT) >= 0) {
        return Optional.of("argument " + (i + 1) + ": holds bytes that are no text in " + charset
            + ", the character set of the locale (expected: a locale of UTF-8, as LC_ALL=C.UTF-8,"
            + " and arguments in it; a body can come from @FILE)");
      }
    }
    return Optional.empty();
  }
}
