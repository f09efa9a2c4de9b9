/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.DeadlineHeader;
import picocli.CommandLine.ITypeConverter;

/** Parses the name of a header that is not one of those that the library writes itself. */
public final class HeaderName implements ITypeConverter<String> {

  private static final String EXPECTED = "the name of a header: letters, digits and punctuation"
      + " without spaces; not Host or another one that Holdfast writes";

  @Override
  public String convert(String value) {
    try {
      return DeadlineHeader.of(value).name();
    } catch (IllegalArgumentException e) {
      throw BadValue.of(value, EXPECTED);
    }
  }
}
