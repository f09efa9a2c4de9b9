/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * An output stream of which an interrupt ends a blocked write, so that a reader that reads nothing
 * holds a call no longer than its deadline. The interrupt closes the channel.
 */
public final class InterruptibleOutput extends OutputStream {

  private static final long FULL_MILLIS = 10;

  private final WritableByteChannel channel;

  /** @param channel that an interrupt closes, as those of files and pipes */
  public InterruptibleOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
    while (left.hasRemaining()) {
      if (channel.write(left) == 0) {
        pause();
      }
    }
  }

  /** Waits for a reader. Another program has made this pipe or terminal non-blocking. */
  private static void pause() throws IOException {
    try {
      Thread.sleep(FULL_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Sets the thread's flag again, and returns the exception for a wait that an interrupt ended. */
  static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while nothing read the output");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
