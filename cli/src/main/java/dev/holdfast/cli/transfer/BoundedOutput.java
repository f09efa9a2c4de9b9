/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import dev.holdfast.http.concurrent.TimedCode;
import dev.holdfast.time.Deadline;
import dev.holdfast.time.TimeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * Writes text that follows the body. A reader that reads nothing ends a write at the deadline.
 *
 * @param target {@linkplain InterruptibleOutput interruptible}
 * @param deadline of the call; a write after it has one second
 */
public record BoundedOutput(OutputStream target, Deadline deadline) {

  private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * Writes the bytes.
   *
   * @throws InterruptedIOException if nothing reads them in time
   */
  public void write(byte[] bytes) throws IOException {
    try {
      TimedCode.call(
          () -> {
            target.write(bytes);
            target.flush();
            return true;
          },
          TimeSource.system()::schedule,
          Math.max(SHORTEST_NANOS, deadline.remainingNanos()),
          () -> new InterruptedIOException("nothing read the output before the deadline"));
    } catch (IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception impossible) {
      throw new AssertionError("the code throws nothing else", impossible);
    }
  }
}
