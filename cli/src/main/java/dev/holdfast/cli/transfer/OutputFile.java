/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.body.LinkRule;
import dev.holdfast.http.download.DownloadSink;
import dev.holdfast.time.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The file for the body.
 *
 * @param path as given
 * @param target the path with all links resolved
 * @param continued whether the partial file of an earlier run is continued, and a new one kept
 */
public record OutputFile(Path path, Path target, boolean continued) {

  /**
   * Returns the file at that path.
   *
   * @throws IOException if it cannot be written, with a reason; nothing is created by the check
   */
  public static OutputFile at(Path path, boolean continued) throws IOException {
    Path target = LinkRule.follow(path);
    Path directory = LinkRule.directory(target);
    boolean exists = Files.exists(target);
    boolean writable = exists
        ? Files.isWritable(target) && !Files.isDirectory(target)
        : Files.isDirectory(directory) && Files.isWritable(directory);
    if (path.toString().isEmpty() || !writable) {
      throw new IOException("a file that can be written");
    }
    if (continued && (exists && isOther(target) || !Files.isWritable(directory))) {
      throw new IOException("a file in a directory that can be written");
    }
    return new OutputFile(path, target, continued);
  }

  private static boolean isOther(Path target) throws IOException {
    return Files.readAttributes(target, BasicFileAttributes.class).isOther();
  }

  DownloadSink open(boolean withHead, Deadline deadline) throws IOException {
    return Files.exists(target) && isOther(target)
        ? new StreamSink(openPipe(deadline), withHead, () -> false)
        : new WholeFileSink(target, withHead);
  }

  /**
   * Opens a named pipe on another thread, since that blocks until the pipe has a reader.
   *
   * @param deadline the end of the wait for a reader
   */
  private OutputStream openPipe(Deadline deadline) throws IOException {
    CompletableFuture<OutputStream> opened = new CompletableFuture<>();
    Thread opener = new Thread(null, () -> open(opened), "holdfast-pipe", 0, false);
    opener.setDaemon(true);
    opener.start();
    try {
      return opened.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("nothing reads the pipe " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while nothing read the pipe " + path, e);
    }
  }

  private void open(CompletableFuture<OutputStream> opened) {
    try {
      OpenOption[] options = LinkRule.writing(target).toArray(OpenOption[]::new);
      opened.complete(Files.newOutputStream(target, options));
    } catch (IOException e) {
      opened.completeExceptionally(e);
    }
  }
}
