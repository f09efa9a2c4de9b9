/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.cli.option.OutputOptions.TraceForm;
import picocli.CommandLine.ITypeConverter;

/** Parses the name of a form of trace. */
public final class TraceText implements ITypeConverter<TraceForm> {

  @Override
  public TraceForm convert(String value) {
    return switch (value) {
      case "text" -> TraceForm.TEXT;
      case "json" -> TraceForm.JSON;
      case "none" -> TraceForm.NONE;
      default -> throw BadValue.of(value, "text, json or none");
    };
  }
}
