/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jackson2;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import dev.holdfast.http.codec.MaskedMessage;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Describes a problem that Jackson reports, and its place, without quoting the document: documents
 * contain secrets. Jackson's own exception quotes them too, and is therefore never used as a cause.
 * Jackson's own wording is kept.
 */
final class Jackson2Problem {

  /** Advice for the owner of the mapper, which is removed. */
  private static final Pattern SETTING =
      Pattern.compile(" \\(set `?[\\w.]+`? to '(?:true|false)' to allow\\)");

  /** The package of a type, which is removed to keep the text short. */
  private static final Pattern PACKAGE = Pattern.compile("`(?:[a-z]\\w*\\.)+");

  private Jackson2Problem() {}

  /** Describes the problem in one line, with its place if known. */
  static String describe(JsonProcessingException e) {
    // The parser's problem is wrapped by an exception that names the part being read.
    return problem(e.getCause() instanceof JsonProcessingException cause ? cause : e) + place(e);
  }

  private static String problem(JsonProcessingException e) {
    String message = Objects.requireNonNullElse(e.getOriginalMessage(), "malformed");
    if (e instanceof JsonEOFException) {
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

  private static String place(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
