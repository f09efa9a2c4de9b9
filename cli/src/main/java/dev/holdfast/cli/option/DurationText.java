/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * Parses durations as people write them: {@code 3.05s}, {@code 500ms}, {@code 2m}, {@code 1h}, or
 * ISO 8601 ({@code PT3.05S}). A bare number is refused, since half of all tools read it as seconds
 * and the other half as milliseconds. From 1 ms to 24 h: a shorter one is a typing error, a longer
 * one is no bound.
 */
public final class DurationText implements ITypeConverter<Duration> {

  static final String EXPECTED = "a duration from 1ms to 24h, such as 500ms, 3.05s, 2m";

  private static final Duration MIN = Duration.ofMillis(1);
  private static final Duration MAX = Duration.ofHours(24);
  // The number of digits is bounded, so that parsing any input is cheap.
  private static final Pattern WITH_UNIT =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");
  private static final int LONGEST_ISO = 40;

  @Override
  public Duration convert(String value) {
    return parse(value);
  }

  static Duration parse(String value) {
    Duration duration = value.startsWith("P") ? iso(value) : withUnit(value);
    if (duration.compareTo(MIN) < 0 || duration.compareTo(MAX) > 0) {
      throw BadValue.of(value, EXPECTED);
    }
    return duration;
  }

  private static Duration withUnit(String value) {
    Matcher matcher = WITH_UNIT.matcher(value);
    if (!matcher.matches()) {
      throw BadValue.of(value, EXPECTED);
    }
    BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(nanosPer(matcher.group(2)));
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
    return Duration.ofNanos(nanos.min(most).setScale(0, RoundingMode.DOWN).longValueExact());
  }

  private static BigDecimal nanosPer(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        });
  }

  private static Duration iso(String value) {
    try {
      if (value.length() <= LONGEST_ISO) {
        return Duration.parse(value);
      }
    } catch (DateTimeException e) {
      // Falls through to the message that names the expected form.
    }
    throw BadValue.of(value, EXPECTED);
  }
}
