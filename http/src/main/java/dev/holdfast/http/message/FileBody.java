/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

final class FileBody implements Body {

  private final Path path;
  private final long length;

  private FileBody(Path path, long length) {
    this.path = path;
    this.length = length;
  }

  static FileBody open(Path path) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new IllegalArgumentException(
          "file: " + path + " (expected: a regular file that can be read)");
    }
    try {
      return new FileBody(path, Files.size(path));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "file: " + path + " (expected: a file whose size can be read)", e);
    }
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public Optional<String> contentType() {
    return Optional.of("application/octet-stream");
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Files.copy(path, out);
  }

  @Override
  public String toString() {
    return "Body[file " + path + ", " + length + " bytes]";
  }
}
