/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.OutputOptions;
import dev.holdfast.http.Response;
import dev.holdfast.http.message.Headers;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the answer goes: standard output or a file. */
final class Output {

  private final OutputStream standard;
  private final Optional<OutputFile> file;
  private final boolean withHead;

  private Output(OutputStream standard, Optional<OutputFile> file, boolean withHead) {
    this.standard = standard;
    this.file = file;
    this.withHead = withHead;
  }

  /** Refuses a file that cannot be written before anything is fetched for it. */
  static Output prepare(OutputOptions options, OutputStream standard) {
    return new Output(standard, options.output().map(OutputFile::at), options.include());
  }

  void write(Response response) throws IOException {
    // What a script keeps from the last good call is not to be lost to an error page.
    if (file.isPresent() && response.ok()) {
      file.get().write(out -> write(response, out));
    } else {
      write(response, standard);
    }
  }

  private void write(Response response, OutputStream target) throws IOException {
    OutputStream buffered = new BufferedOutputStream(target);
    if (withHead) {
      buffered.write(head(response).getBytes(StandardCharsets.ISO_8859_1));
      buffered.flush();
    }
    buffered.write(response.bytes());
    buffered.flush();
  }

  private static String head(Response response) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(response.status());
    if (!response.reason().isEmpty()) {
      head.append(' ').append(response.reason());
    }
    for (Headers.Field field : response.headers()) {
      head.append("\r\n").append(field.name()).append(": ").append(field.value());
    }
    return head.append("\r\n\r\n").toString();
  }
}
