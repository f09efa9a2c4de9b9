/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.report.Format;
import dev.holdfast.cli.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Prints a report to the standard streams. */
final class Printed {

  private final Streams streams;
  private final StringBuilder out = new StringBuilder();

  Printed(Streams streams) {
    this.streams = streams;
  }

  void print(Format format, Report report) throws IOException {
    format.print(report, new Format.Target() {
      @Override
      public void out(String text) {
        out.append(text);
      }

      @Override
      public void err(String text) {
        streams.err().print(text);
      }
    });
    streams.err().flush();
    streams.out().write(out.toString().getBytes(StandardCharsets.UTF_8));
    streams.out().flush();
  }
}
