/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** A number of retries or redirects: a whole number in ASCII digits, from 0 to 10000. */
public class Count implements ITypeConverter<Integer> {

  private static final int MAX = 10_000;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

  private final int least;

  /** Creates a parser of numbers from 0. */
  public Count() {
    this(0);
  }

  Count(int least) {
    this.least = least;
  }

  @Override
  public final Integer convert(String value) {
    if (DIGITS.matcher(value).matches()) {
      int count = Integer.parseInt(value);
      if (count >= least && count <= MAX) {
        return count;
      }
    }
    throw BadValue.of(value, "a whole number from " + least + " to " + MAX);
  }
}
