/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.latency.Hedge;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Parses the delay of a hedge: a duration, or a percentile of the times of attempts. */
public final class HedgeText implements ITypeConverter<Hedge> {

  private static final String EXPECTED =
      "a duration from 1ms to 24h, such as 300ms, or a percentile from p50 to p99.9";
  private static final Pattern PERCENTILE = Pattern.compile("p([5-9][0-9](?:\\.[0-9])?)");

  @Override
  public Hedge convert(String value) {
    Matcher percentile = PERCENTILE.matcher(value);
    if (percentile.matches()) {
      return Hedge.atPercentile(Double.parseDouble(percentile.group(1)) / 100);
    }
    try {
      return Hedge.after(DurationText.parse(value));
    } catch (BadValue e) {
      throw BadValue.of(value, EXPECTED);
    }
  }
}
