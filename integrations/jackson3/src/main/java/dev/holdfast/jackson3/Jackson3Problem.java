/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jackson3;

import dev.holdfast.http.codec.MaskedMessage;
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
 * Describes a problem that Jackson reports, and its place, without quoting the document: documents
 * contain secrets. Jackson's own exception quotes them too, and is therefore never used as a cause.
 * Jackson's own wording is kept.
 */
final class Jackson3Problem {

  /** Advice for the owner of the mapper, which is removed. */
  private static final Pattern SETTING =
      Pattern.compile(" \\(set `[\\w.]+` to '(?:true|false)' to allow\\)");

  /** The package of a type, which is removed to keep the text short. */
  private static final Pattern PACKAGE = Pattern.compile("`(?:[a-z]\\w*\\.)+");

  private Jackson3Problem() {}

  /** Describes the problem in one line, with its place if known. */
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
      return MaskedMessage.ofSyntax(message);
    }
    if (e instanceof InvalidFormatException format) {
      return notOfType(format);
    }
    return MaskedMessage.ofValue(
        PACKAGE.matcher(SETTING.matcher(message).replaceAll("")).replaceAll("`"));
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
