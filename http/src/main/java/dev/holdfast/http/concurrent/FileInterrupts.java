/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.concurrent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Interrupts of threads that use files. Java closes the channel of a file when the thread that uses
 * it is interrupted, and reports that like a failure of the file.
 */
public final class FileInterrupts {

  private FileInterrupts() {}

  /**
   * A step on files.
   *
   * @param <T> its result
   */
  @FunctionalInterface
  public interface Step<T> {
    T run() throws IOException;
  }

  /** Whether the thread was interrupted, so that nothing is wrong with the file. */
  public static boolean caused(IOException failure) {
    return failure instanceof ClosedByInterruptException
        || failure instanceof InterruptedIOException && Thread.currentThread().isInterrupted();
  }

  /**
   * Runs a step to its end, whether the thread is interrupted before or meanwhile. The flag of the
   * thread is set again afterwards.
   *
   * @param step runs again after an interrupt, so it must open its channels itself
   */
  public static <T> T deferred(Step<T> step) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return step.run();
        } catch (ClosedByInterruptException meanwhile) {
          interrupted = true;
          Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
