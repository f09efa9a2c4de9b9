/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/**
 * A file that is there whole or not at all. A device or a pipe has no place to take and is written
 * to as it is.
 */
final class WholeFile {

  private static final int CHUNK = 16_384;

  private WholeFile() {}

  /**
   * Writes what the source gives to a file beside that one, or beside what it links to, then puts
   * it in its place, with its permissions.
   *
   * @throws TransportException if the source fails
   * @throws UncheckedIOException if the file does
   */
  static long write(InputStream source, Path file) throws TransportException {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file;
      return Files.isRegularFile(target) || !Files.exists(target)
          ? replace(source, target)
          : copy(source, target, StandardOpenOption.WRITE);
    } catch (TransportException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("file: " + file + " cannot be written: " + e, e);
    }
  }

  private static long replace(InputStream source, Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      long count = copy(source, part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      keepPermissions(target, part);
      move(part, target);
      return count;
    } finally {
      deleteQuietly(part);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  private static long copy(InputStream source, Path file, OpenOption... options)
      throws IOException {
    long count = 0;
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(file, options)) {
      for (int read = source.read(chunk); read >= 0; read = source.read(chunk)) {
        out.write(chunk, 0, read);
        count += read;
      }
    }
    return count;
  }

  private static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException left) {
      // The failure that brought us here is the one to report.
    }
  }
}
