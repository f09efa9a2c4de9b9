/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.resume;

import dev.holdfast.http.concurrent.CloseableTime;
import dev.holdfast.http.concurrent.TimedCode;
import dev.holdfast.http.download.DownloadSink;
import dev.holdfast.time.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;

/** A sink of the caller's, which may block. The end of the call interrupts it. */
record TimedSink(DownloadSink sink, Limit limit) implements DownloadSink {

  /** The end of the call for code of the caller's. */
  record Limit(Deadline deadline, CloseableTime time) {

    /**
     * Runs that code.
     *
     * @throws LateException if the deadline has passed meanwhile, or the session was closed
     */
    <T> T bound(Callable<T> code) throws IOException {
      try {
        return TimedCode.call(
            code, time, deadline.remainingNanos(), () -> new LateException(time.ended()));
      } catch (IOException | RuntimeException failure) {
        throw failure;
      } catch (Exception impossible) {
        throw new AssertionError("the code throws nothing else", impossible);
      }
    }
  }

  /** Thrown when the code did not end in time. */
  static final class LateException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean closed;

    LateException(boolean closed) {
      this.closed = closed;
    }

    /** Whether the session was closed. */
    boolean closed() {
      return closed;
    }
  }

  @Override
  public void begin(Head head) throws IOException {
    limit.bound(() -> {
      sink.begin(head);
      return true;
    });
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    limit.bound(() -> {
      sink.write(bytes);
      return true;
    });
  }

  @Override
  public void complete() throws IOException {
    limit.bound(() -> {
      sink.complete();
      return true;
    });
  }

  @Override
  public boolean canRestart() {
    return sink.canRestart();
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }
}
