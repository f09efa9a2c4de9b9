/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import dev.holdfast.engine.time.Nanos;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.time.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes to a pipe or a device, until a deadline at the latest. Opening a named pipe blocks until a
 * reader opens it, and a write blocks while the reader does not read. So a separate thread opens
 * it, and closes it when the deadline passes, which ends a write. For one writer at a time.
 */
final class PipeOutput extends OutputStream {

  /** The limit on the end, which takes no time except on a machine that stands still. */
  private static final long LONGEST_END_MILLIS = 1_000;

  private final Path path;
  private final Deadline deadline;
  private final CompletableFuture<FileChannel> opened = new CompletableFuture<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private PipeOutput(Path path, Deadline deadline) {
    this.path = path;
    this.deadline = deadline;
  }

  /**
   * Opens the pipe.
   *
   * @throws TransportException if nothing reads it before the deadline
   */
  static PipeOutput open(Path path, Deadline deadline) throws IOException {
    PipeOutput pipe = new PipeOutput(path, deadline);
    Thread watch = new Thread(null, pipe::watch, "holdfast-pipe", 0, false);
    watch.setDaemon(true);
    watch.start();
    pipe.awaitReader();
    return pipe;
  }

  /** Runs on the separate thread, until the end or the deadline. */
  private void watch() {
    try (FileChannel channel = FileChannel.open(path, LinkRule.writing(path))) {
      if (opened.complete(channel)) {
        awaitEnd();
      }
    } catch (IOException e) {
      opened.completeExceptionally(e);
    } finally {
      ended.countDown();
    }
  }

  private void awaitEnd() {
    try {
      boolean inTime = finished.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
      assert inTime || deadline.expired();
    } catch (InterruptedException e) {
      // Only foreign code can interrupt this thread: it ends the output as the deadline does.
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReader() throws IOException {
    try {
      opened.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (TimeoutException e) {
      letOpenEnd();
      throw late("nothing opened the pipe to read it");
    } catch (InterruptedException e) {
      letOpenEnd();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while nothing read the pipe");
    }
  }

  /**
   * Opens the pipe for reading until the other thread has ended, which would wait for a reader for
   * ever.
   */
  private void letOpenEnd() throws IOException {
    if (!opened.cancel(false)) {
      close();
      return;
    }
    FileChannel reader = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      boolean inTime = ended.await(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS);
      assert inTime : "the thread that opens a pipe hangs";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reader.close();
    }
  }

  private TransportException late(String what) {
    return TransportException.of(
        FailureKind.DEADLINE_EXCEEDED,
        Sent.ANSWERED,
        what + " before the deadline of " + Nanos.format(deadline.lengthNanos()) + " passed",
        null);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    try {
      while (buffer.hasRemaining()) {
        opened.join().write(buffer);
      }
    } catch (IOException e) {
      throw deadline.expired() ? late("the pipe did not take all that was written") : e;
    }
  }

  @Override
  public void close() throws IOException {
    finished.countDown();
    opened.join().close();
  }
}
