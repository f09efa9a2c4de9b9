/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.io.Serial;
import picocli.CommandLine.TypeConversionException;

/** A value that an option does not accept. The message names the expected values. */
public final class BadValue extends TypeConversionException {

  @Serial
  private static final long serialVersionUID = 1L;

  /** The longest value shown. Longer ones are cut, so that the message is one line. */
  private static final int SHOWN = 60;

  private BadValue(String message) {
    super(message);
  }

  static BadValue of(String value, String expected) {
    return new BadValue(shortened(value) + " (expected: " + expected + ")");
  }

  /** A message without the value, which may be a secret. */
  static BadValue hidden(String what, String expected) {
    return new BadValue(what + " (expected: " + expected + ")");
  }

  /** The library's message about a value, which it quotes without secrets. */
  static BadValue of(IllegalArgumentException refusal, String expected) {
    String message = String.valueOf(refusal.getMessage());
    return hidden(
        message.substring(message.indexOf(": ") + 2, message.lastIndexOf(" (expected: ")),
        expected);
  }

  private static String shortened(String value) {
    if (value.isBlank()) {
      return "'" + value + "'";
    }
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
  }
}
