/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.body.LinkRule;
import dev.holdfast.http.body.WholeFile;
import dev.holdfast.http.download.DownloadSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file completely or not at all: it writes another file, which replaces the target when
 * the body is complete. If the command is interrupted, the other file is deleted.
 */
final class WholeFileSink implements DownloadSink {

  private final Path target;
  private final boolean withHead;
  private @Nullable Path part;
  private @Nullable FileChannel channel;
  private @Nullable Thread hook;

  /** @param target the path with all links resolved */
  WholeFileSink(Path target, boolean withHead) {
    this.target = target;
    this.withHead = withHead;
  }

  @Override
  public void begin(Head head) throws IOException {
    if (channel == null) {
      open();
    }
    channel().truncate(0);
    if (withHead) {
      write(HeadText.of(head));
    }
  }

  private void open() throws IOException {
    Path directory = LinkRule.directory(target);
    // Not named after the target, whose name may have the maximal length already.
    Path beside = Files.isWritable(directory)
        ? directory.resolve(".holdfast-" + UUID.randomUUID())
        : Files.createTempFile("holdfast-", null);
    part = beside;
    hook = new Thread(() -> delete(beside), "holdfast-cleanup");
    Runtime.getRuntime().addShutdownHook(hook);
    channel = Files.isWritable(directory)
        ? FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
        : FileChannel.open(beside, StandardOpenOption.WRITE);
  }

  private FileChannel channel() throws IOException {
    if (channel == null) {
      throw new IOException("not open");
    }
    return channel;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel().write(bytes);
    }
  }

  @Override
  public void complete() throws IOException {
    channel().close();
    if (part != null) {
      replace(part, target);
    }
  }

  @Override
  public boolean canRestart() {
    return true;
  }

  @Override
  public void close() throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      if (part != null) {
        delete(part);
      }
      forgetHook();
    }
  }

  private void forgetHook() {
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is shutting down already, so the hook runs anyway.
      }
      hook = null;
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // A later clean-up of the directory finds the file by its name.
    }
  }

  /** Replaces a file, keeping its permissions. */
  private static void replace(Path part, Path target) throws IOException {
    boolean sameDirectory = LinkRule.directory(part).equals(LinkRule.directory(target));
    if (!sameDirectory) { // only the directory is not writable, the file in it is
      try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.TRUNCATE_EXISTING)) {
        Files.copy(part, out);
      }
      return;
    }
    WholeFile.replace(part, target);
  }
}
