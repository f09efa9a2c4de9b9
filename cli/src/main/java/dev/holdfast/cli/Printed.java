/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.report.Format;
import dev.holdfast.cli.report.Report;
import dev.holdfast.cli.transfer.BoundedOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Prints a report to the standard streams. */
final class Printed {

  private final Streams streams;
  private final BoundedOutput standard;
  private final StringBuilder out = new StringBuilder();

  Printed(Streams streams, BoundedOutput standard) {
    this.streams = streams;
    this.standard = standard;
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
    standard.write(out.toString().getBytes(StandardCharsets.UTF_8));
  }
}
