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
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the answer goes: standard output or a file. */
final class Output {

  private final OutputOptions options;
  private final OutputStream standard;

  private Output(OutputOptions options, OutputStream standard) {
    this.options = options;
    this.standard = standard;
  }

  /** Refuses a file that cannot be written before anything is fetched for it. */
  static Output prepare(OutputOptions options, OutputStream standard) {
    options.output().ifPresent(Output::requireWritable);
    return new Output(options, standard);
  }

  void write(Response response) throws IOException {
    if (options.output().isPresent()) {
      try (OutputStream file = Files.newOutputStream(options.output().get())) {
        write(response, file);
      }
    } else {
      write(response, standard);
    }
  }

  private void write(Response response, OutputStream target) throws IOException {
    OutputStream buffered = new BufferedOutputStream(target);
    if (options.include()) {
      buffered.write(head(response).getBytes(StandardCharsets.ISO_8859_1));
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

  private static void requireWritable(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    boolean writable = Files.exists(file)
        ? Files.isWritable(file) && !Files.isDirectory(file)
        : directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
    if (!writable) {
      throw new UsageException("--output", file.toString(), "a file that can be written");
    }
  }
}
