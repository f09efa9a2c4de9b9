/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * A file that is written whole or not at all: into another one beside it, which takes its place
 * when it is complete. A device or a pipe has no place to take and is written to as it is.
 */
final class WholeFile {

  private final Path path;

  private WholeFile(Path path) {
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
  static WholeFile at(Path path) {
    Path directory = directory(path);
    boolean writable = Files.exists(path)
        ? Files.isWritable(path) && !Files.isDirectory(path)
        : Files.isDirectory(directory) && Files.isWritable(directory);
    if (!writable) {
      throw new UsageException("--output", "'" + path + "'", "a file that can be written");
    }
    return new WholeFile(path);
  }

  void write(Content content) throws IOException {
    Path target = Files.exists(path) ? path.toRealPath() : path;
    boolean replaceable = Files.isRegularFile(target) || !Files.exists(target);
    if (replaceable && Files.isWritable(directory(target))) {
      replace(target, content);
    } else {
      try (OutputStream out = Files.newOutputStream(target)) {
        content.writeTo(out);
      }
    }
  }

  private static void replace(Path target, Content content) throws IOException {
    String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part";
    Path part = target.resolveSibling(name);
    try {
      try (OutputStream out =
          Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(out);
      }
      keepPermissions(target, part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  private static Path directory(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    return directory == null ? path : directory;
  }
}
