/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.http.body.WholeFile;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A file for the answer: a {@link WholeFile}, unless there is no room for another beside it. */
final class OutputFile {

  /** A pipe whose reader never comes must not hold the command up forever. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Path path;

  private OutputFile(Path path) {
    this.path = path;
  }

  /** What is written. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * The file at that path.
   *
   * @throws UsageException if it cannot be written; nothing is created to find out
   */
  static OutputFile at(Path path) {
    Path directory = directory(path);
    boolean writable = Files.exists(path)
        ? Files.isWritable(path) && !Files.isDirectory(path)
        : Files.isDirectory(directory) && Files.isWritable(directory);
    if (!writable) {
      throw new UsageException("--output", "'" + path + "'", "a file that can be written");
    }
    return new OutputFile(path);
  }

  void write(Content content) throws IOException {
    if (Files.isRegularFile(path) && !Files.isWritable(directory(path.toRealPath()))) {
      try (OutputStream out = Files.newOutputStream(path)) {
        content.writeTo(out);
      }
      return;
    }
    try (WholeFile file = WholeFile.open(path, Deadline.after(LONGEST_WAIT, TimeSource.system()))) {
      content.writeTo(file.out());
      file.complete();
    }
  }

  private static Path directory(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    return directory == null ? path : directory;
  }
}
