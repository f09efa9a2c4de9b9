/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.codec;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Secrets;
import java.util.regex.Pattern;

/**
 * Removes the quotations of a document from a parser's message, and keeps the parser's own words.
 * For the messages of {@link CodecException}.
 */
public final class MaskedMessage {

  /**
   * The separator: a parser quotes the document before the colon, and says after it what it
   * expects.
   */
  private static final String OWN_WORDS = ": ";

  /** More than one character in quotes. Single ones show a mistake and no secret. */
  private static final Pattern QUOTED = Pattern.compile("(['\"]).{2,}\\1", Pattern.DOTALL);

  /** A number that is longer than the code of a character. */
  private static final Pattern LONG_NUMBER = Pattern.compile("(?<![\\w$.])-?[0-9][0-9.,eE+-]{4,}");

  /**
   * The quotations in a message about a value: everything between the first and the last quote,
   * because a text may contain quotes itself; and numbers, except for those in names.
   */
  private static final Pattern VALUES =
      Pattern.compile("['\"].*['\"]|(?<![\\w$.])-?[0-9][0-9.,eE+-]*", Pattern.DOTALL);

  private MaskedMessage() {}

  /**
   * Masks a message about malformed syntax, such as {@code Unexpected character ('x'): expected …}.
   */
  public static String ofSyntax(String message) {
    int own = message.indexOf(OWN_WORDS);
    String quoting = own < 0 ? message : message.substring(0, own);
    String masked = QUOTED.matcher(quoting).replaceAll(Secrets.MASK);
    return Escaped.text(LONG_NUMBER.matcher(masked).replaceAll(Secrets.MASK))
        + (own < 0 ? "" : message.substring(own));
  }

  /** Masks a message about a value that does not fit. */
  public static String ofValue(String message) {
    return Escaped.text(VALUES.matcher(message).replaceAll(Secrets.MASK));
  }
}
