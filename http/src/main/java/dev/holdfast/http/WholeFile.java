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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is there whole or not at all. */
final class WholeFile {

  private static final int CHUNK = 16_384;

  private WholeFile() {}

  /**
   * Writes what the source gives to a file beside that one, then puts it in its place.
   *
   * @throws TransportException if the source fails
   * @throws UncheckedIOException if the file does
   */
  static long write(InputStream source, Path file) throws TransportException {
    Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      long count = copy(source, part);
      move(part, file);
      return count;
    } catch (TransportException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("file: " + file + " cannot be written: " + e, e);
    } finally {
      deleteQuietly(part);
    }
  }

  private static long copy(InputStream source, Path part) throws IOException {
    long count = 0;
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
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
