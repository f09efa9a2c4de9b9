/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.retry.Backoff;
import picocli.CommandLine.ITypeConverter;

/** Whether the first retry waits. */
enum FirstRetry {
  IMMEDIATE,
  DELAYED;

  Backoff applyTo(Backoff backoff) {
    return this == IMMEDIATE ? backoff.firstRetryImmediate() : backoff.firstRetryDelayed();
  }

  public static final class Converter implements ITypeConverter<FirstRetry> {
    @Override
    public FirstRetry convert(String value) {
      return switch (value) {
        case "immediate" -> IMMEDIATE;
        case "delayed" -> DELAYED;
        default -> throw BadValue.of(value, "immediate or delayed");
      };
    }
  }
}
