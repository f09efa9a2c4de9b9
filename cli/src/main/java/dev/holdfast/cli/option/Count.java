/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** A number of retries or redirects: a whole number in ASCII digits, from 0 to 10000. */
public final class Count implements ITypeConverter<Integer> {

  private static final int MAX = 10_000;
  private static final String EXPECTED = "a whole number from 0 to " + MAX;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

  @Override
  public Integer convert(String value) {
    if (DIGITS.matcher(value).matches()) {
      int count = Integer.parseInt(value);
      if (count <= MAX) {
        return count;
      }
    }
    throw BadValue.of(value, EXPECTED);
  }
}
