/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.okhttp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import org.jspecify.annotations.Nullable;

/**
 * Lets an interrupt of the thread end what it does at once: a read from a socket is not ended by
 * one, but a blocked channel is told of it, and cancels.
 */
final class Interruptible extends AbstractInterruptibleChannel {

  /** What may block. */
  interface Step<T> {
    T run() throws IOException;
  }

  private final Runnable cancel;

  private Interruptible(Runnable cancel) {
    this.cancel = cancel;
  }

  /**
   * Runs that step. The thread's flag stays set if it is interrupted.
   *
   * @param cancel ends the step, on the thread that interrupts
   */
  static <T> T run(Runnable cancel, Step<T> step) throws IOException {
    Interruptible blocked = new Interruptible(cancel);
    boolean done = false;
    T result = null;
    blocked.begin();
    try {
      result = step.run();
      done = true;
    } finally {
      blocked.end(done, result);
    }
    return result;
  }

  private void end(boolean done, @Nullable Object result) throws IOException {
    try {
      end(done);
    } catch (IOException interrupted) {
      if (result instanceof Closeable unwanted) {
        unwanted.close();
      }
      throw interrupted;
    }
  }

  @Override
  protected void implCloseChannel() {
    cancel.run();
  }
}
