/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.cli.report.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** Parses the text of {@code --format}, or {@code @} and the file that contains it. */
public final class FormatText implements ITypeConverter<Format> {

  @Override
  public Format convert(String value) {
    String text = value;
    if (value.startsWith("@")) {
      try {
        text = Files.readString(Path.of(value.substring(1)));
      } catch (IOException | IllegalArgumentException e) {
        throw BadValue.of(value, "a text, or @ and a readable file: " + Reason.of(e));
      }
    }
    try {
      return Format.parse(text);
    } catch (IllegalArgumentException e) {
      throw BadValue.of(String.valueOf(e.getMessage()), Format.EXPECTED);
    }
  }
}
