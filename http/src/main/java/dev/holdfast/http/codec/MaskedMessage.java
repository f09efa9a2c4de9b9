/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.codec;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Secrets;
import java.util.regex.Pattern;

/**
 * Takes out of a parser's message what it quotes of a document, and keeps the parser's own words.
 * For the messages of {@link CodecException}.
 */
public final class MaskedMessage {

  /** A parser quotes the document before the colon, and says after it what it expects. */
  private static final String OWN_WORDS = ": ";

  /** More than one character in quotes. Single ones tell a mistake and no secret. */
  private static final Pattern QUOTED = Pattern.compile("(['\"]).{2,}\\1", Pattern.DOTALL);

  /** Numbers that are longer than the code of a character. */
  private static final Pattern LONG_NUMBER = Pattern.compile("(?<![\\w$.])-?[0-9][0-9.,eE+-]{4,}");

  /**
   * Of a message about a value: everything between the first and the last quote, since a text may
   * hold quotes itself; and numbers, except for those in names.
   */
  private static final Pattern VALUES =
      Pattern.compile("['\"].*['\"]|(?<![\\w$.])-?[0-9][0-9.,eE+-]*", Pattern.DOTALL);

  private MaskedMessage() {}

  /** A message about malformed syntax, as {@code Unexpected character ('x'): expected …}. */
  public static String ofSyntax(String message) {
    int own = message.indexOf(OWN_WORDS);
    String quoting = own < 0 ? message : message.substring(0, own);
    String masked = QUOTED.matcher(quoting).replaceAll(Secrets.MASK);
    return Escaped.text(LONG_NUMBER.matcher(masked).replaceAll(Secrets.MASK))
        + (own < 0 ? "" : message.substring(own));
  }

  /** A message about a value that does not fit. */
  public static String ofValue(String message) {
    return Escaped.text(VALUES.matcher(message).replaceAll(Secrets.MASK));
  }
}
