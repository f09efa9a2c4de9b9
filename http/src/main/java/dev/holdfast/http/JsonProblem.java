/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.message.Secrets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidFormatException;

/**
 * What Jackson has to say and where, without what it quotes: documents hold secrets, and so does
 * Jackson's own exception, which is therefore never a cause. Jackson's own words stay.
 */
final class JsonProblem {

  /** A parser quotes the document before the colon, and says after it what it expects. */
  private static final String OWN_WORDS = ": ";

  /** More than one character in quotes. Single ones tell a mistake and no secret. */
  private static final Pattern QUOTED = Pattern.compile("(['\"]).{2,}\\1", Pattern.DOTALL);

  /** Numbers that are longer than the code of a character. */
  private static final Pattern LONG_NUMBER = Pattern.compile("(?<![\\w$.])-?[0-9][0-9.,eE+-]{4,}");

  /**
   * Of a message about a value: texts in quotes, whatever stands between the first and the last
   * since a text may hold some itself; and numbers, but for those in names.
   */
  private static final Pattern VALUES =
      Pattern.compile("['\"].*['\"]|(?<![\\w$.])-?[0-9][0-9.,eE+-]*", Pattern.DOTALL);

  /** Advice for the owner of the mapper. */
  private static final Pattern SETTING =
      Pattern.compile(" \\(set `[\\w.]+` to '(?:true|false)' to allow\\)");

  /** Of a type: the words are few enough without. */
  private static final Pattern PACKAGE = Pattern.compile("`(?:[a-z]\\w*\\.)+");

  private JsonProblem() {}

  /** In one line, with the place if it is known. */
  static String describe(JacksonException e) {
    return problem(e) + place(e);
  }

  private static String problem(JacksonException e) {
    String message = Objects.requireNonNullElse(e.getOriginalMessage(), "malformed");
    if (e instanceof StreamConstraintsException) {
      return message;
    }
    if (e instanceof UnexpectedEndOfInputException) {
      return "Unexpected end-of-input";
    }
    if (e instanceof InputCoercionException coercion) {
      return "Numeric value out of range of `" + coercion.getTargetType().getSimpleName() + "`";
    }
    if (e instanceof StreamReadException) {
      return syntax(message);
    }
    if (e instanceof InvalidFormatException format) {
      return notOfType(format);
    }
    String plain = PACKAGE.matcher(SETTING.matcher(message).replaceAll("")).replaceAll("`");
    return Escaped.text(VALUES.matcher(plain).replaceAll(Secrets.MASK));
  }

  private static String syntax(String message) {
    int own = message.indexOf(OWN_WORDS);
    String quoting = own < 0 ? message : message.substring(0, own);
    String masked = QUOTED.matcher(quoting).replaceAll(Secrets.MASK);
    return Escaped.text(LONG_NUMBER.matcher(masked).replaceAll(Secrets.MASK))
        + (own < 0 ? "" : message.substring(own));
  }

  private static String notOfType(InvalidFormatException e) {
    Class<?> type = e.getTargetType();
    Object value = e.getValue();
    String kind = value == null ? "a value" : "a " + value.getClass().getSimpleName();
    String of = "Cannot deserialize value of type `" + type.getName() + "` from " + kind;
    return type.isEnum() ? of + ": not one of " + Arrays.toString(type.getEnumConstants()) : of;
  }

  private static String place(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
