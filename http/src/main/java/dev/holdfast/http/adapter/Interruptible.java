/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.adapter;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets an interrupt of the thread end an operation of another library on it. An interrupt does not
 * end a read from a socket, but it closes a blocked channel, which then cancels the operation.
 */
public final class Interruptible extends AbstractInterruptibleChannel {

  /**
   * An operation that may block.
   *
   * @param <T> its result
   */
  @FunctionalInterface
  public interface Step<T> {

    /** Runs the step. */
    T run() throws IOException;
  }

  private final Runnable cancel;

  private Interruptible(Runnable cancel) {
    this.cancel = cancel;
  }

  /**
   * Runs that step on the calling thread. A result that arrives after an interrupt is closed, if
   * possible; the thread's flag stays set.
   *
   * @param cancel ends the step, on the thread that interrupts; must not block
   * @throws IOException of the step, or because the thread was interrupted
   */
  public static <T> T run(Runnable cancel, Step<T> step) throws IOException {
    Objects.requireNonNull(step, "step");
    Interruptible blocked = new Interruptible(Objects.requireNonNull(cancel, "cancel"));
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
