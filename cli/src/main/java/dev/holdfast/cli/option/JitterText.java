/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.retry.Jitter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/**
 * Parses the name of a jitter; {@code additive} takes the longest addition: {@code additive:250ms}.
 */
public final class JitterText implements ITypeConverter<Jitter> {

  private static final String ADDITIVE = "additive:";
  private static final String EXPECTED =
      "none, full, equal, decorrelated or additive:DURATION, such as additive:250ms";

  @Override
  public Jitter convert(String value) {
    if (value.startsWith(ADDITIVE)) {
      return Jitter.additive(addition(value));
    }
    return switch (value) {
      case "none" -> Jitter.none();
      case "full" -> Jitter.full();
      case "equal" -> Jitter.equal();
      case "decorrelated" -> Jitter.decorrelated();
      default -> throw BadValue.of(value, EXPECTED);
    };
  }

  private static Duration addition(String value) {
    try {
      return DurationText.parse(value.substring(ADDITIVE.length()));
    } catch (BadValue e) {
      throw BadValue.of(value, "additive: and " + DurationText.EXPECTED);
    }
  }
}
