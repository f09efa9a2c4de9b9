/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import picocli.CommandLine.ITypeConverter;

/**
 * Parses the {@code -} of {@code -C -}. curl also accepts a number, which would rely on the caller.
 */
public final class ContinueText implements ITypeConverter<String> {

  @Override
  public String convert(String value) {
    if (value.equals("-")) {
      return value;
    }
    throw BadValue.of(value, "-, to go on where the last run stopped");
  }
}
