/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http1;

import dev.holdfast.http.net.loop.Loop;
import dev.holdfast.http.net.loop.OutputBuffer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes a request body from a worker's thread to the loop, in copies. The worker waits while too
 * much is queued.
 */
public final class BodyPipe implements OutputBuffer.Sink {

  private static final int LARGEST = 32 * 1024;
  private static final int MOST_QUEUED = 4;

  private final Loop loop;
  private final Consumer<ByteBuffer> target;
  private final Semaphore room = new Semaphore(MOST_QUEUED);
  private volatile @Nullable IOException broken;
  private volatile boolean used;

  /** @param target gets each copy on the loop's thread */
  public BodyPipe(Loop loop, Consumer<ByteBuffer> target) {
    this.loop = loop;
    this.target = target;
  }

  /** Whether any byte was passed. */
  public boolean used() {
    return used;
  }

  /** Records that one buffer was sent. */
  public void sent() {
    room.release();
  }

  /** Makes every write fail from now on, also one that waits. */
  public void fail(IOException cause) {
    broken = cause;
    room.release(MOST_QUEUED);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int size = Math.min(LARGEST, length - done);
      hand(ByteBuffer.allocate(size).put(source, offset + done, size).flip());
      done += size;
    }
  }

  private void hand(ByteBuffer copy) throws IOException {
    used = true;
    if (loop.inLoop()) {
      target.accept(copy);
      return;
    }
    try {
      room.acquire();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    IOException cause = broken;
    if (cause != null) {
      throw new IOException(cause.getMessage(), cause);
    }
    loop.execute(
        () -> target.accept(copy),
        unforeseen -> fail(new IOException("unforeseen: " + unforeseen, unforeseen)));
  }
}
