/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.util.Optional;

/** The arguments as the operating system passed them, before parsing. */
final class Arguments {

  /** The character that Java substitutes for bytes outside the locale's character set. */
  private static final char REPLACEMENT = '\ufffd';

  private Arguments() {}

  /**
   * The reason why the arguments cannot be used: one of them contains characters that were lost.
   * Sending the rest of a password or a path would be worse than sending nothing. The argument is
   * not repeated in the message.
   *
   * @param charset of the locale, with which Java decoded the arguments
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
