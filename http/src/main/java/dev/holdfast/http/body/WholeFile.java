/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import dev.holdfast.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written whole or not at all: into a temporary file beside it, which replaces it
 * and gets its permissions when it is complete. For a link, that is the target of the link, which
 * need not exist yet ({@link LinkRule}). A device or a pipe is written directly, because it cannot
 * be replaced.
 */
public final class WholeFile implements Closeable {

  private final Path target;
  private final @Nullable Path part;
  private final OutputStream out;

  private WholeFile(Path target, @Nullable Path part, OutputStream out) {
    this.target = target;
    this.part = part;
    this.out = out;
  }

  /**
   * Begins to write that file.
   *
   * @param deadline the latest end of a write to a pipe
   * @throws IOException if it cannot be written
   */
  public static WholeFile open(Path path, Deadline deadline) throws IOException {
    Path target = LinkRule.follow(path);
    Optional<BasicFileAttributes> existing = attributes(target);
    if (existing.isPresent() && existing.get().isOther()) {
      return new WholeFile(target, null, PipeOutput.open(target, deadline));
    }
    if (existing.isPresent() && existing.get().isDirectory()) {
      throw new FileSystemException(path.toString(), null, "is a directory");
    }
    // Not named after the target: its name may be as long as names can be.
    Path part = target.resolveSibling(".holdfast-" + UUID.randomUUID());
    OutputStream out =
        Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new WholeFile(target, part, out);
  }

  /**
   * Returns the attributes; empty if there is no such file. An impossible name is an error now, not
   * at the end.
   */
  private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Returns the stream to write to. */
  public OutputStream out() {
    return out;
  }

  /** Replaces the target. Everything must have been written. */
  public void complete() throws IOException {
    out.close();
    if (part != null) {
      replace(part, target);
    }
  }

  /** Leaves the target unchanged, unless the file is complete. */
  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    }
  }

  /** Replaces a file with another one in the same directory, and keeps its permissions. */
  public static void replace(Path part, Path target) throws IOException {
    keepPermissions(target, part);
    move(part, target);
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
